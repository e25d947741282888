import type { Saying } from '../domains/errors.ts'
import { causeOf, reason } from '../domains/reasons.ts'
import type { ModuleFault } from './discovery.ts'
import type { LoadedModule } from './loader.ts'
import { Registry } from './registry.ts'

/** A registry, and the modules that it had to be built without. */
export interface SoundRegistry {
  registry: Registry
  faults: ModuleFault[]
}

/**
 * The registry of these modules. Where their declarations cannot be put together, the modules and
 * the extensions that stand against it are left out, each with the reason, and all others are there.
 */
export function soundRegistry(
  modules: readonly LoadedModule[],
  onDisk: readonly LoadedModule[]
): SoundRegistry {
  try {
    return { registry: new Registry(modules, onDisk), faults: [] }
  } catch {
    return withoutFaulty(modules, onDisk)
  }
}

function withoutFaulty(
  modules: readonly LoadedModule[],
  onDisk: readonly LoadedModule[]
): SoundRegistry {
  const causeAgainst = (those: readonly LoadedModule[]) => {
    try {
      new Registry(those, onDisk)
      return null
    } catch (error) {
      return causeOf(error)
    }
  }
  const { sound, faults } = withoutExtensions(modules, causeAgainst)
  const files = modules.flatMap(({ extensions }) => extensions)
  const extended = files.reduce((those, file) => {
    const owner = those.find(({ name }) => name === file.by)
    if (!owner) return those
    const having = (change: Partial<LoadedModule>) =>
      those.map((each) => (each === owner ? { ...owner, ...change } : each))
    const grown = having({ extensions: [...owner.extensions, file] })
    const cause = causeAgainst(grown)
    if (!cause) return grown
    const { extensions: _, ...origin } = file
    const fault = { ...origin, reason: reason('notApplied', { cause }) }
    return having({ extensionFaults: [...owner.extensionFaults, fault] })
  }, sound)
  return { registry: new Registry(extended, onDisk), faults }
}

/** The modules that can be put together while none extends another. */
function withoutExtensions(
  modules: readonly LoadedModule[],
  causeAgainst: (those: readonly LoadedModule[]) => Saying | string | null
): { sound: readonly LoadedModule[]; faults: ModuleFault[] } {
  const sound: LoadedModule[] = []
  const faults: ModuleFault[] = []
  for (const module of modules) {
    const { name, path, manifest } = module
    const bare = { ...module, extensions: [] }
    const missing = manifest.depends.find((other) => !sound.some((each) => each.name === other))
    const cause = missing ? null : causeAgainst([...sound, bare])
    if (missing) faults.push({ name, path, reason: reason('needsOpen', { name: missing }) })
    else if (cause) faults.push({ name, path, reason: reason('notOpened', { cause }) })
    else sound.push(bare)
  }
  return { sound, faults }
}
