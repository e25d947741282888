import type { Asker } from '../../environment/scope.ts'
import type { KeyIdentity } from '../../identity/key_identity.ts'
import type { Registry } from '../../modules/registry.ts'
import { E_API_SCOPE } from './errors.ts'

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

/** Throws E_API_SCOPE where the key was not made for this. */
export function requireScope(key: KeyIdentity, module: string, action: ScopeAction) {
  if (!hasScope(key.scopes, module, action)) throw new E_API_SCOPE(`${module}:${action}`)
}
