import { identityPool } from '../identity/connection.ts'
import { discoverModules, moduleRoots, type Discovery, type ModuleFault } from './discovery.ts'
import { loadModule, type LoadedModule } from './loader.ts'
import { Registry } from './registry.ts'
import { resolveForAddons } from './resolution.ts'

/** A module as administrators see it listed. */
export interface ModuleSummary {
  name: string
  title: string
  version: string
  state: 'installed' | 'disabled' | 'absent' | 'faulty'
  depends: readonly string[]
  reason: string | null
}

/**
 * The modules of this process: discovers and loads what lies on disk once, and builds a registry
 * generation from what the database says is installed. A module that cannot be opened is kept
 * with its reason and never stops the others.
 */
export class ModulesService {
  #roots: string[]
  #discovery: Promise<Discovery> | undefined
  #loaded: Promise<LoadedModule[]> | undefined
  #faults: ModuleFault[] = []

  constructor(appRoot: string, addonsPath: string | undefined) {
    this.#roots = moduleRoots(appRoot, addonsPath)
    resolveForAddons(appRoot, this.#roots)
  }

  /** Modules that cannot be opened, and why. */
  get faults(): readonly ModuleFault[] {
    return this.#faults
  }

  /** What lies on disk. */
  discover(): Promise<Discovery> {
    this.#discovery ??= discoverModules(this.#roots).then((discovery) => {
      this.#faults.push(...discovery.faults)
      return discovery
    })
    return this.#discovery
  }

  /** Everything on disk that can be loaded, dependencies first. */
  load(): Promise<LoadedModule[]> {
    this.#loaded ??= this.discover().then(({ modules }) => this.#loadAll(modules))
    return this.#loaded
  }

  /** Builds the generation of what is installed and puts it in force. */
  async open(): Promise<Registry> {
    const installed = await installedNames()
    const loaded = await this.load()
    const registry = new Registry(
      loaded.filter((module) => installed.has(module.name)),
      loaded
    )
    Registry.swap(registry)
    return registry
  }

  async list(): Promise<ModuleSummary[]> {
    const states = await readStates()
    const { modules } = await this.discover()
    await this.load()
    const faulty = new Set(this.#faults.map((fault) => fault.name))
    const sound = modules
      .filter(({ manifest }) => !faulty.has(manifest.name))
      .map(({ manifest }): ModuleSummary => ({
        name: manifest.name,
        title: manifest.title,
        version: manifest.version,
        state: states.get(manifest.name) ?? 'absent',
        depends: manifest.depends,
        reason: null,
      }))
    const broken = this.#faults.map(({ name, reason }): ModuleSummary => ({
      name,
      title: name,
      version: '',
      state: 'faulty',
      depends: [],
      reason,
    }))
    return [...sound, ...broken]
  }

  async #loadAll(modules: Discovery['modules']): Promise<LoadedModule[]> {
    const loaded: LoadedModule[] = []
    const onDisk = new Set(modules.map(({ manifest }) => manifest.name))
    for (const module of modules) {
      const missing = module.manifest.depends.find(
        (name) => !loaded.some((other) => other.name === name)
      )
      if (missing) this.#fault(module, `depends on "${missing}", which cannot be opened`)
      else {
        try {
          loaded.push(await loadModule(module, onDisk))
        } catch (error) {
          this.#fault(module, `cannot be loaded: ${(error as Error).message}`)
        }
      }
    }
    return loaded
  }

  #fault(module: Discovery['modules'][number], reason: string) {
    this.#faults.push({ name: module.manifest.name, path: module.path, reason })
  }
}

async function readStates() {
  const { rows } = await identityPool().query<{ name: string; state: 'installed' | 'disabled' }>(
    'select name, state from app.modules'
  )
  return new Map(rows.map((row) => [row.name, row.state]))
}

async function installedNames(): Promise<Set<string>> {
  const states = await readStates()
  return new Set([...states].filter(([, state]) => state === 'installed').map(([name]) => name))
}
