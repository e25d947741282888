import { identityPool } from '../identity/connection.ts'
import { discoverModules, moduleRoots, type Discovery, type ModuleFault } from './discovery.ts'
import { loadModule, type LoadedModule } from './loader.ts'
import { readModuleRows, type ModuleRow } from './module_rows.ts'
import { openable } from './openable.ts'
import type { ModuleState } from './operations/operation.ts'
import { Registry } from './registry.ts'
import { resolveForAddons } from './resolution.ts'

/** A module as administrators see it listed. */
export interface ModuleSummary {
  name: string
  title: string
  version: string
  state: ModuleState | 'faulty'
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
  /** Modules on disk that cannot be opened. */
  #broken: ModuleFault[] = []
  /** Modules that the last generation was built without, although they are installed. */
  #refused: ModuleFault[] = []

  constructor(appRoot: string, addonsPath: string | undefined) {
    this.#roots = moduleRoots(appRoot, addonsPath)
    resolveForAddons(appRoot, this.#roots)
  }

  /** Modules that cannot be opened, and why. */
  get faults(): readonly ModuleFault[] {
    return [...this.#broken, ...this.#refused]
  }

  /** What lies on disk. */
  discover(): Promise<Discovery> {
    this.#discovery ??= discoverModules(this.#roots).then((discovery) => {
      this.#broken.push(...discovery.faults)
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
    const rows = await readRows()
    const loaded = await this.load()
    const { modules, faults } = openable(loaded, rows)
    this.#refused = faults
    const registry = new Registry(modules, loaded)
    Registry.swap(registry)
    return registry
  }

  /** Every module on disk or in the database. */
  async list(): Promise<ModuleSummary[]> {
    const rows = await readRows()
    const loaded = await this.load()
    const refused = new Map(openable(loaded, rows).faults.map((each) => [each.name, each.reason]))
    const sound = loaded.map(({ manifest }): ModuleSummary => ({
      name: manifest.name,
      title: manifest.title,
      version: manifest.version,
      state: rows.get(manifest.name)?.state ?? 'absent',
      depends: manifest.depends,
      reason: refused.get(manifest.name) ?? null,
    }))
    const broken = this.#broken.map(({ name, reason }): ModuleSummary => ({
      ...summaryOf(name, rows.get(name)),
      state: 'faulty',
      reason,
    }))
    const known = new Set([...sound, ...broken].map(({ name }) => name))
    const gone = [...rows.values()]
      .filter(({ name, state }) => !known.has(name) && state !== 'absent')
      .map((row) => ({ ...summaryOf(row.name, row), reason: 'its files are gone' }))
    return [...sound, ...broken, ...gone]
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
    this.#broken.push({ name: module.manifest.name, path: module.path, reason })
  }
}

function readRows(): Promise<Map<string, ModuleRow>> {
  return readModuleRows(async <Row>(sql: string, values: unknown[] = []) => {
    const { rows } = await identityPool().query(sql, values)
    return rows as Row[]
  })
}

/** What is known of a module without its files. */
function summaryOf(name: string, row: ModuleRow | undefined): ModuleSummary {
  return {
    name,
    title: row?.title ?? name,
    version: row?.version ?? '',
    state: row?.state ?? 'absent',
    depends: row?.depends ?? [],
    reason: null,
  }
}
