import { ModelCatalogue } from './catalogue.ts'

let owner: string | null = null

/**
 * Loads what registers hooks for a module. They run only where the module is in force: a file is
 * loaded once, whether its module is installed or not.
 */
export async function hooksOf<T>(module: string, load: () => Promise<T>): Promise<T> {
  owner = module
  try {
    return await load()
  } finally {
    owner = null
  }
}

/** A hook that is silent where the module that is being loaded is not in force. */
export function whileInForce<H>(handler: H): H {
  const module = owner
  if (module === null || typeof handler !== 'function') return handler
  const run = handler as unknown as (...given: unknown[]) => unknown
  const guarded = (...given: unknown[]) =>
    ModelCatalogue.inForce.hasModule(module) ? run(...given) : undefined
  return guarded as H
}
