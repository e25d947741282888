import edge from 'edge.js'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Lets the templates of a module be found: `crm::cards/deal` is its `views/cards/deal.edge`. */
export function mountTemplates(module: string, path: string): void {
  const folder = join(path, 'views')
  if (existsSync(folder)) edge.mount(module.replaceAll('-', '_'), folder)
}

/** The file of a template in its module. */
export function templateFile(name: string): string {
  return `views/${name.slice(name.indexOf('::') + 2)}.edge`
}

/** What keeps a template from being used, or null. */
export function templateFault(name: string): string | null {
  try {
    edge.compiler.compile(name)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** What a template makes of a state, at once. */
export function writeTemplate(name: string, state: Record<string, unknown>): string {
  return edge.renderSync(name, state)
}
