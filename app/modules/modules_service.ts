import i18nManager from '@adonisjs/i18n/services/main'
import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import { identityPool } from '../identity/connection.ts'
import { moduleRoots, type Discovery, type ModuleFault } from './discovery.ts'
import type { ExtensionFault } from './extensions.ts'
import type { LoadedModule } from './loader.ts'
import { ModuleFiles } from './module_files.ts'
import { isInForce, readModuleRows, tokenOf, type ModuleRow } from './module_state.ts'
import { withoutMissingColumns } from './extension_columns.ts'
import { openable } from './openable.ts'
import type { ModuleState } from './operations/operation.ts'
import { Registry } from './registry.ts'
import { resolveForAddons } from './resolution.ts'
import { soundRegistry, type SoundRegistry } from './sound_registry.ts'
import { SOURCE_LANGUAGE, Terms } from './terms.ts'
import { compareVersions } from './version.ts'

/** A module as administrators see it listed. */
export interface ModuleSummary {
  name: string
  title: string
  version: string
  state: ModuleState | 'faulty'
  depends: readonly string[]
  reason: Saying | null
  /** The reason is one that a restart puts right. */
  needsRestart: boolean
  summary: string
  icon: string
  /** The version of what is in the database. */
  dataVersion: string | null
  /** Its extensions and templates that are skipped, each with the reason. */
  skipped: readonly ExtensionFault[]
}

/**
 * The modules of this process: discovers and loads what lies on disk once, and builds a registry
 * generation from what the database says is installed. A module that cannot be opened is kept
 * with its reason and never stops the others.
 */
export class ModulesService {
  #files: ModuleFiles
  #token = ''
  #generation = 0
  /** Modules that the last generation was built without, although they are installed. */
  #refused: ModuleFault[] = []

  constructor(appRoot: string, addonsPath: string | undefined) {
    const roots = moduleRoots(appRoot, addonsPath)
    this.#files = new ModuleFiles(roots)
    resolveForAddons(appRoot, roots)
  }

  /** Modules that cannot be opened, and why. */
  get faults(): readonly ModuleFault[] {
    return [...this.#files.faults, ...this.#refused]
  }

  /** What lies on disk. */
  discover(): Promise<Discovery> {
    return this.#files.discover()
  }

  /** Everything on disk that can be loaded, dependencies first. */
  load(): Promise<LoadedModule[]> {
    return this.#files.load()
  }

  /** Looks at the disk again, and loads modules that have come since. */
  async updateList(): Promise<ModuleSummary[]> {
    await this.#update()
    return this.list()
  }

  /** Stands for the set of modules that was put in force last. */
  get token(): string {
    return this.#token
  }

  /** The registry generation that was put in force last. */
  get generation(): number {
    return this.#generation
  }

  /** Builds the generation of what is in force and takes it on. */
  async open(): Promise<Registry> {
    return this.#open(await readRows())
  }

  /** Takes on a new generation if other modules are in force than those of the last one. */
  async follow(): Promise<{ hasChanged: boolean; isAnyLeaving: boolean }> {
    const rows = await readRows()
    const hasChanged = tokenOf(rows) !== this.#token
    if (hasChanged) await this.#open(rows)
    return { hasChanged, isAnyLeaving: [...rows.values()].some(({ isLeaving }) => isLeaving) }
  }

  async #open(rows: ReadonlyMap<string, ModuleRow>): Promise<Registry> {
    const loaded = await this.#loadedFor(rows)
    const { registry, faults } = await registryOf(rows, loaded)
    this.#refused = faults
    Registry.swap(registry)
    this.#token = tokenOf(rows)
    this.#generation = registry.generation
    return registry
  }

  /** Whether this process works with a module in a way that only a restart puts right. */
  async needsRestart(): Promise<boolean> {
    const refused = this.#refused.map(({ name }) => name)
    const inForce = (await this.load()).filter(
      ({ name }) => Registry.current.hasModule(name) || refused.includes(name)
    )
    return inForce.some((module) => this.#restart(module) !== null)
  }

  #restart(module: LoadedModule): Saying | null {
    if (this.#files.hasChanged(module.name)) return reason('filesChanged')
    return this.#files.lacksRoutes(module) ? reason('newAddresses') : null
  }

  /**
   * A module in force that is not known here, or only in an older version, may have come to the
   * disk since.
   */
  async #loadedFor(rows: ReadonlyMap<string, ModuleRow>): Promise<LoadedModule[]> {
    const loaded = await this.load()
    const known = new Map<string, string | null>([
      ...this.#files.faults.map(({ name }): [string, null] => [name, null]),
      ...loaded.map(({ manifest }): [string, string] => [manifest.name, manifest.version]),
    ])
    const isNews = (row: ModuleRow) => {
      const version = known.get(row.name)
      return version === undefined || (version && compareVersions(row.version, version) > 0)
    }
    const inForce = [...rows.values()].filter(isInForce)
    return inForce.some(isNews) ? this.#update() : loaded
  }

  async #update(): Promise<LoadedModule[]> {
    const loaded = await this.#files.update()
    await i18nManager.reloadTranslations()
    return loaded
  }

  /** Every module on disk or in the database, with what people read in a language. */
  async list(language = SOURCE_LANGUAGE): Promise<ModuleSummary[]> {
    const rows = await readRows()
    const loaded = await this.load()
    const terms = new Terms(language, loaded)
    const isCurrent = tokenOf(rows) === this.#token
    const { registry, faults } = isCurrent
      ? { registry: Registry.current, faults: this.#refused }
      : await registryOf(rows, loaded)
    const refused = new Map(faults.map((each) => [each.name, each.reason]))
    const sound = loaded.map((module): ModuleSummary => {
      const term = terms.of(module.name)
      const summary = this.#summary(module, rows, refused)
      return {
        ...summary,
        title: term(summary.title),
        summary: term(summary.summary),
        skipped: registry.faults.filter(({ by }) => by === module.name),
      }
    })
    const broken = this.#files.faults.map((fault): ModuleSummary => ({
      ...summaryOf(fault.name, rows.get(fault.name)),
      state: 'faulty',
      reason: fault.reason,
    }))
    const known = new Set([...sound, ...broken].map(({ name }) => name))
    const gone = [...rows.values()]
      .filter(({ name, state }) => !known.has(name) && state !== 'absent')
      .map((row) => ({ ...summaryOf(row.name, row), reason: reason('filesGone') }))
    return [...sound, ...broken, ...gone]
  }

  #summary(
    module: LoadedModule,
    rows: ReadonlyMap<string, ModuleRow>,
    refused: ReadonlyMap<string, Saying>
  ): ModuleSummary {
    const { name, title, version, depends, summary, icon } = module.manifest
    const restart = this.#restart(module)
    return {
      name,
      title,
      version,
      state: rows.get(name)?.state ?? 'absent',
      depends,
      reason: restart ?? refused.get(name) ?? null,
      needsRestart: restart !== null,
      summary,
      icon,
      dataVersion: versionOf(rows.get(name)),
      skipped: [],
    }
  }
}

/** What is in force with these rows, and what that leaves out although it is installed. */
async function registryOf(
  rows: ReadonlyMap<string, ModuleRow>,
  loaded: readonly LoadedModule[]
): Promise<SoundRegistry> {
  const { modules, faults } = openable(loaded, rows)
  const sound = soundRegistry(await withoutMissingColumns(modules, look), loaded)
  return { registry: sound.registry, faults: [...faults, ...sound.faults] }
}

function readRows(): Promise<Map<string, ModuleRow>> {
  return readModuleRows(look)
}

async function look<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await identityPool().query(sql, values)
  return rows as Row[]
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
    needsRestart: false,
    summary: '',
    icon: 'package',
    dataVersion: versionOf(row),
    skipped: [],
  }
}

function versionOf(row: ModuleRow | undefined): string | null {
  return row && row.state !== 'absent' ? row.version : null
}
