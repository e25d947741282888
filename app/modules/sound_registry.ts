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
  const reasonAgainst = (those: readonly LoadedModule[]) => {
    try {
      new Registry(those, onDisk)
      return null
    } catch (error) {
      return (error as Error).message
    }
  }
  const { sound, faults } = withoutExtensions(modules, reasonAgainst)
  const files = modules.flatMap(({ extensions }) => extensions)
  const extended = files.reduce((those, file) => {
    const owner = those.find(({ name }) => name === file.by)
    if (!owner) return those
    const having = (change: Partial<LoadedModule>) =>
      those.map((each) => (each === owner ? { ...owner, ...change } : each))
    const grown = having({ extensions: [...owner.extensions, file] })
    const reason = reasonAgainst(grown)
    if (!reason) return grown
    const { extensions: _, ...origin } = file
    const fault = { ...origin, reason: `cannot be applied: ${reason}` }
    return having({ extensionFaults: [...owner.extensionFaults, fault] })
  }, sound)
  return { registry: new Registry(extended, onDisk), faults }
}

/** The modules that can be put together while none extends another. */
function withoutExtensions(
  modules: readonly LoadedModule[],
  reasonAgainst: (those: readonly LoadedModule[]) => string | null
): { sound: readonly LoadedModule[]; faults: ModuleFault[] } {
  const sound: LoadedModule[] = []
  const faults: ModuleFault[] = []
  for (const module of modules) {
    const { name, path, manifest } = module
    const bare = { ...module, extensions: [] }
    const missing = manifest.depends.find((other) => !sound.some((each) => each.name === other))
    const fault = missing
      ? `depends on "${missing}", which is not open`
      : reasonAgainst([...sound, bare])
    if (!fault) sound.push(bare)
    else faults.push({ name, path, reason: missing ? fault : `cannot be opened: ${fault}` })
  }
  return { sound, faults }
}
