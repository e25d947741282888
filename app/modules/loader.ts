import { readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Router } from '@adonisjs/core/http'
import type { MiddlewareFn, ParsedNamedMiddleware } from '@adonisjs/core/types/http'
import { reason } from '../domains/reasons.ts'
import type { AccessDeclaration } from '../access/declarations.ts'
import type { AccessGroup } from '../access/groups.ts'
import type { InboxParts } from '../inbox/catalogue.ts'
import type { InboxHandler, InboxProvider } from '../inbox/define.ts'
import type { JobDefinition } from '../jobs/define.ts'
import type { DataSet } from '../models/data.ts'
import { hooksOf } from '../models/hook_owner.ts'
import { Model } from '../models/model.ts'
import type { Dashboard, Tiles } from '../views/dashboards/declaration.ts'
import type { ReportDeclaration } from '../views/reports/declaration.ts'
import type { View } from '../views/declarations.ts'
import type { NamedPrintout, Printout } from '../views/printouts/declaration.ts'
import type { Menu } from '../views/menus.ts'
import { mountTemplates } from '../views/templates.ts'
import type { DiscoveredModule } from './discovery.ts'
import { E_FAULTY_FILE } from './errors.ts'
import { loadExtensions, type ExtensionFault, type ExtensionFile } from './extensions.ts'
import { shippedRows } from './shipped_rows.ts'

/** A module with all that its folder contributes. */
export interface LoadedModule extends DiscoveredModule {
  name: string
  models: (typeof Model)[]
  groups: AccessGroup[]
  access: AccessDeclaration[]
  views: View<never>[]
  /** The names under which its views are exported. */
  viewNames: ReadonlyMap<View<never>, string>
  /** Documents about records, under the names by which they are asked for. */
  printouts: NamedPrintout[]
  menu: Menu | null
  /** What it offers for dashboards beside the tiles of its own. */
  tiles: Tiles
  /** Dashboards that it brings, by the names under which they are exported. */
  dashboards: Readonly<Record<string, Dashboard>>
  /** Reports that everybody has who may see them, by their names. */
  reports: Readonly<Record<string, ReportDeclaration>>
  jobs: JobDefinition[]
  /** Records that every tenant gets with it. */
  data: DataSet[]
  /** Senders of webhooks, and what is done with their events. */
  inbox: InboxParts
  /** Declares the routes of the module's own controllers. */
  routes: ModuleRoutes | null
  /** What it adds to other modules, and what of that could not be loaded. */
  extensions: ExtensionFile[]
  extensionFaults: ExtensionFault[]
}

/** The middleware that a module's routes may ask for. */
export interface ModuleMiddleware {
  /** A page behind the log-in, in the environment of its user. */
  page: (MiddlewareFn | ParsedNamedMiddleware)[]
}

/** Declares a module's own routes; they answer 404 while the module is not installed. */
export type ModuleRoutes = (router: Router, middleware: ModuleMiddleware) => void

type Exports = Record<string, unknown>

/** The exports of a file that is not there. */
const NOTHING: Exports = {}

/**
 * Imports what a module's folder holds. Throws what its files throw; the caller reports it by the
 * module's name and goes on with the others. `onDisk` are the names of the modules that it can
 * extend.
 */
export async function loadModule(
  module: DiscoveredModule,
  onDisk: ReadonlySet<string>
): Promise<LoadedModule> {
  const { path, manifest } = module
  mountTemplates(manifest.name, path)
  const models = await importFolder(path, 'models')
  const access = await importFile(path, 'access.ts')
  const views = await importFolder(path, 'views')
  const printouts = await importFolder(path, 'printouts')
  const menus = await importFile(path, 'menus.ts')
  const dashboard = await importFile(path, 'dashboard.ts')
  const reports = await importFile(path, 'reports.ts')
  const jobs = await importFolder(path, 'jobs')
  const inbox = valuesOf(await importFolder(path, 'inbox'))
  await hooksOf(manifest.name, () => importFile(path, 'events.ts'))
  const routes = await importFile(path, 'routes.ts')
  const data = valuesOf(await importFolder(path, 'data')).filter(isDataSet)
  shippedRows(manifest.name, data)
  const { files, faults } = await loadExtensions(module, onDisk)
  return {
    ...module,
    name: manifest.name,
    models: valuesOf(models).filter(isModel),
    groups: valuesOf([access]).filter(isGroup),
    access: (access.default as AccessDeclaration[] | undefined) ?? [],
    views: valuesOf(views).filter(isView),
    viewNames: namedViews(views),
    printouts: namedPrintouts(manifest.name, printouts),
    menu: mainOf(menus, 'menus.ts', 'menu(…)') as Menu | null,
    tiles: (dashboard.default as Tiles | undefined) ?? {},
    dashboards: Object.fromEntries(Object.entries(dashboard).filter(isNamedDashboard)),
    reports: Object.fromEntries(Object.entries(reports).filter(isNamedReport)),
    jobs: valuesOf(jobs).filter(isJob),
    data,
    inbox: { providers: inbox.filter(isInboxProvider), handlers: inbox.filter(isInboxHandler) },
    routes: mainOf(routes, 'routes.ts', 'ModuleRoutes') as LoadedModule['routes'],
    extensions: files,
    extensionFaults: faults,
  }
}

async function importFile(path: string, file: string): Promise<Exports> {
  const location = join(path, file)
  return existsSync(location) ? import(pathToFileURL(location).href) : NOTHING
}

/** The default export of a file that is nothing without one; null where there is no such file. */
function mainOf(exports: Exports, file: string, what: string): unknown {
  if (exports.default) return exports.default
  if (exports === NOTHING) return null
  throw new E_FAULTY_FILE(reason('noDefault', { file, what }))
}

/** Imports each TypeScript file of a folder, in the order of their names. */
export async function importFolder(path: string, folder: string): Promise<Exports[]> {
  const location = join(path, folder)
  if (!existsSync(location)) return []
  const files = (await readdir(location)).filter((file) => file.endsWith('.ts')).sort()
  return Promise.all(files.map((file) => importFile(location, file)))
}

function valuesOf(files: Exports[]): unknown[] {
  return [...new Set(files.flatMap((file) => Object.values(file)))]
}

function isModel(value: unknown): value is typeof Model {
  return typeof value === 'function' && value.prototype instanceof Model
}

function isGroup(value: unknown): value is AccessGroup {
  return typeof value === 'object' && value !== null && 'grantedTo' in value && 'includes' in value
}

function isView(value: unknown): value is View<never> {
  return typeof value === 'object' && value !== null && 'tree' in value && 'model' in value
}

function namedViews(files: Exports[]): Map<View<never>, string> {
  const entries = files.flatMap((file) => Object.entries(file))
  return new Map(entries.flatMap(([name, view]) => (isView(view) ? [[view, name]] : [])))
}

function isNamedReport(
  entry: [name: string, value: unknown]
): entry is [string, ReportDeclaration] {
  const [, value] = entry
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'report'
}

/** Printouts are named by their module and by what they are exported as. */
function namedPrintouts(module: string, files: Exports[]): NamedPrintout[] {
  return files
    .flatMap((file) => Object.entries(file))
    .filter((entry): entry is [string, Printout] => isPrintout(entry[1]))
    .map(([name, printout]) => ({ ...printout, name: `${module}.${name}` }))
}

function isPrintout(value: unknown): value is Printout {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'printout'
}

function isNamedDashboard(entry: [name: string, value: unknown]): entry is [string, Dashboard] {
  const [, value] = entry
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'dashboard'
  )
}

function isJob(value: unknown): value is JobDefinition {
  return typeof value === 'object' && value !== null && 'run' in value && 'enqueue' in value
}

function isDataSet(value: unknown): value is DataSet {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'data'
}

function isInboxProvider(value: unknown): value is InboxProvider {
  return typeof value === 'object' && value !== null && 'verify' in value && 'identify' in value
}

function isInboxHandler(value: unknown): value is InboxHandler {
  return typeof value === 'object' && value !== null && 'handle' in value && 'types' in value
}
