import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import {
  discoverModules,
  type DiscoveredModule,
  type Discovery,
  type ModuleFault,
} from './discovery.ts'
import { loadExtensions } from './extensions.ts'
import { fileSignature } from './file_signature.ts'
import { loadModule, type LoadedModule } from './loader.ts'
import { causeIn } from './place.ts'

/** A module as this process has loaded it. */
interface KnownModule {
  module: LoadedModule
  signature: string
  /** Modules for which its folder `extends/` has been looked through. */
  extendable: ReadonlySet<string>
}

/**
 * The modules on disk, and what of them this process has loaded. A file is loaded once: what is
 * written over it later needs a restart, new modules do not.
 */
export class ModuleFiles {
  #roots: readonly string[]
  #discovery: Promise<Discovery> | undefined
  #loading: Promise<LoadedModule[]> | undefined
  #known = new Map<string, KnownModule>()
  #failed = new Map<string, Saying>()
  #faults: ModuleFault[] = []
  #changed = new Set<string>()
  /** Modules that were there when the process declared its routes. */
  #first: ReadonlySet<string> | undefined

  constructor(roots: readonly string[]) {
    this.#roots = roots
  }

  /** Modules that cannot be opened, and why. */
  get faults(): readonly ModuleFault[] {
    return this.#faults
  }

  /** What lies on disk. */
  discover(): Promise<Discovery> {
    this.#discovery ??= discoverModules(this.#roots)
    return this.#discovery
  }

  /** Everything on disk that can be loaded, dependencies first. */
  load(): Promise<LoadedModule[]> {
    this.#loading ??= this.discover().then((discovery) => this.#loadAll(discovery))
    return this.#loading
  }

  /** Looks at the disk again, and loads what has come since. */
  update(): Promise<LoadedModule[]> {
    const before = this.#loading
    this.#loading = (async () => {
      await before
      this.#discovery = undefined
      return this.#loadAll(await this.discover())
    })()
    return this.#loading
  }

  /** Whether it has addresses of its own that this process, which was there before it, does not know. */
  lacksRoutes({ name, routes }: LoadedModule): boolean {
    return routes !== null && !this.#first!.has(name)
  }

  /** Whether its files were written anew since this process loaded them, so that it must restart. */
  hasChanged(name: string): boolean {
    return this.#changed.has(name)
  }

  async #loadAll({ modules, faults }: Discovery): Promise<LoadedModule[]> {
    const loaded: LoadedModule[] = []
    const found: ModuleFault[] = [...faults]
    const onDisk = new Set(modules.map(({ manifest }) => manifest.name))
    for (const module of modules) {
      const { name, depends } = module.manifest
      const missing = depends.find((other) => !loaded.some((each) => each.name === other))
      const result = missing
        ? reason('needsClosed', { name: missing })
        : await this.#loadOne(module, onDisk)
      if ('key' in result) found.push({ name, path: module.path, reason: result })
      else loaded.push(result)
    }
    this.#faults = found
    this.#first ??= new Set(loaded.map(({ name }) => name))
    return loaded
  }

  async #loadOne(
    module: DiscoveredModule,
    onDisk: ReadonlySet<string>
  ): Promise<LoadedModule | Saying> {
    const { name } = module.manifest
    const signature = await fileSignature(module.path)
    const known = this.#known.get(name)
    if (known) {
      if (known.signature === signature) {
        this.#changed.delete(name)
        await extendNewcomers(known, onDisk)
      } else this.#changed.add(name)
      return known.module
    }
    const failed = this.#failed.get(name)
    if (failed) return reason('ifMended', { reason: failed })
    try {
      const loaded = await loadModule(module, onDisk)
      this.#known.set(name, { module: loaded, signature, extendable: onDisk })
      return loaded
    } catch (error) {
      const why = reason('notLoaded', { cause: causeIn(module.path, error) })
      this.#failed.set(name, why)
      return why
    }
  }
}

/** Loads what a module has for modules that have come to the disk after it. */
async function extendNewcomers(known: KnownModule, onDisk: ReadonlySet<string>) {
  const newcomers = new Set([...onDisk].filter((name) => !known.extendable.has(name)))
  if (newcomers.size === 0) return
  const { files, faults } = await loadExtensions(known.module, newcomers)
  known.module = {
    ...known.module,
    extensions: [...known.module.extensions, ...files],
    extensionFaults: [...known.module.extensionFaults, ...faults],
  }
  known.extendable = new Set([...known.extendable, ...newcomers])
}
