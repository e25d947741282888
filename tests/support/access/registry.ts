import type { AccessDeclaration } from '#app/access/declarations'
import { accessGroup, type AccessGroup } from '#app/access/groups'
import type { LoadedModule } from '#app/modules/loader'
import { Registry } from '#app/modules/registry'

/** A group that nobody is in. */
export const nobody = accessGroup('test.nobody', 'Nobody')

/** A module that brings nothing but rights. */
export function rightsModule(
  access: readonly AccessDeclaration[],
  groups: readonly AccessGroup[] = [nobody]
): LoadedModule {
  const base = Registry.current.modules.find(({ name }) => name === 'base')!
  return {
    ...base,
    name: 'test',
    manifest: { ...base.manifest, name: 'test', title: 'Test', depends: [] },
    models: [],
    groups: [...groups],
    access: [...access],
    views: [],
    menu: null,
    jobs: [],
    inbox: { providers: [], handlers: [] },
    routes: null,
  }
}

/** The house with more rights or rules than its modules declare. */
export function registryWith(
  access: readonly AccessDeclaration[],
  groups?: readonly AccessGroup[]
): Registry {
  return new Registry([...Registry.current.modules, rightsModule(access, groups)])
}

/** Runs work while a registry is in force. */
export async function inForce<T>(
  registry: Registry,
  work: (registry: Registry) => Promise<T>
): Promise<T> {
  const before = Registry.current
  Registry.swap(registry)
  try {
    return await work(registry)
  } finally {
    Registry.swap(before)
  }
}

/** Runs work while the house has more rights or rules than its modules declare. */
export function withRights<T>(
  access: readonly AccessDeclaration[],
  work: (registry: Registry) => Promise<T>,
  groups?: readonly AccessGroup[]
): Promise<T> {
  return inForce(registryWith(access, groups), work)
}
