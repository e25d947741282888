import type { HttpContext } from '@adonisjs/core/http'
import { API_WRITE } from '../../access/permissions.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Registry } from '../../modules/registry.ts'
import { E_API_ACCESS, E_API_SCOPE } from './errors.ts'

export type ScopeAction = 'read' | 'write'

/** The modules whose screens the asker sees, and `*` for all: what a key can be made for. */
export function scopedModules(registry: Registry, asker: Asker): string[] {
  const seen = [...registry.actions.values()].filter((action) => registry.shows(asker, action))
  return ['*', ...new Set(seen.map(({ module }) => module))]
}

/** Whether the scopes allow something with the screens of a module. Writing includes reading. */
export function hasScope(scopes: readonly string[], module: string, action: ScopeAction): boolean {
  const wanted = action === 'read' ? ['read', 'write'] : ['write']
  return ['*', module].some((owner) => wanted.some((each) => scopes.includes(`${owner}:${each}`)))
}

/** What is left of the scopes for somebody who may only read through the API. */
export function readScopes(scopes: readonly string[]): string[] {
  return scopes.map((scope) => scope.replace(/:write$/, ':read'))
}

/**
 * Throws E_API_SCOPE where the key was not made for this, E_API_ACCESS where its user may only read.
 */
export function requireScope(
  { apiKey, asker }: Pick<HttpContext, 'apiKey' | 'asker'>,
  module: string,
  action: ScopeAction
) {
  if (action === 'write' && !asker.groups.has(API_WRITE)) throw new E_API_ACCESS('write')
  if (!hasScope(apiKey.scopes, module, action)) throw new E_API_SCOPE(`${module}:${action}`)
}
