import type pg from 'pg'
import type { Database } from '@adonisjs/lucid/database'
import { contextFunctions, foundation } from '#database/foundation/schema'
import { createRoles } from '#database/foundation/roles'
import type { Saying } from '../domains/errors.ts'
import { causeOf, reason } from '../domains/reasons.ts'
import type { DatabaseCredentials } from '../identity/credentials.ts'
import { migrateJobs } from '../jobs/migrate.ts'
import { keepContributions } from './contributions/kept_contributions.ts'
import type { ModuleFault } from './discovery.ts'
import type { LoadedModule } from './loader.ts'
import { migrateModule } from './migrate.ts'
import { readModuleRows, type ModuleRow } from './module_state.ts'
import { alone } from './operations/alone.ts'
import { noteInAuditLogs } from './operations/audit_note.ts'
import {
  beginOwnerTransaction,
  lookOn,
  type OwnerTransaction,
} from './operations/owner_transaction.ts'
import { shipData, type ShippedEffect } from './ship_data.ts'
import { compareVersions, newerData } from './version.ts'

/**
 * Brings roles, schema and modules up to date. Everything that is done already is left alone, so
 * it may run before every start; two processes that run it at once wait for one another.
 */
export class Setup {
  #database: Database
  #credentials: DatabaseCredentials

  constructor(database: Database, credentials: DatabaseCredentials) {
    this.#database = database
    this.#credentials = credentials
  }

  /**
   * Runs the whole setup. `report` is told a line for each step that changed something. Modules
   * that come with Tatami are installed when they are new; others that are installed are brought
   * up to date. What an operator has disabled or uninstalled stays so. A module whose migrations
   * fail is left as it was, with all that depend on it, and returned with the reason.
   */
  async run(
    modules: readonly LoadedModule[],
    report: (line: string) => void
  ): Promise<ModuleFault[]> {
    await this.makeRoles()
    const faults: ModuleFault[] = []
    await this.#alone(this.#credentials.of('owner'), async (owner) => {
      await this.#layFoundation(owner, report)
      await migrateJobs(owner, this.#credentials.roleName('runtime'))
      const rows = await readModuleRows(lookOn(owner))
      for (const module of modules) {
        const row = rows.get(module.manifest.name)
        if (row ? row.state !== 'installed' : !module.isShipped) continue
        const why = await this.#installOrExplain(module, row, faults, report)
        const { name } = module.manifest
        if (why) faults.push({ name, path: module.path, reason: why })
      }
    })
    return faults
  }

  /** Makes the roles and extensions, which belong to the server and are in no dump of a database. */
  makeRoles(): Promise<void> {
    return this.#alone(this.#credentials.administrator, (administrator) =>
      createRoles(administrator, this.#credentials)
    )
  }

  async #installOrExplain(
    module: LoadedModule,
    row: ModuleRow | undefined,
    faults: readonly ModuleFault[],
    report: (line: string) => void
  ): Promise<Saying | null> {
    const failed = module.manifest.depends.find((name) => faults.some((each) => each.name === name))
    if (failed) return reason('needsInstalled', { name: failed })
    const { version } = module.manifest
    if (row && compareVersions(row.version, version) > 0) return newerData(row.version, version)
    try {
      await this.install(module, report)
      return null
    } catch (error) {
      return reason('notInstalled', { cause: causeOf(error) })
    }
  }

  /** Installs or updates one module in one transaction. */
  async install(module: LoadedModule, report: (line: string) => void): Promise<void> {
    const owner = await beginOwnerTransaction(this.#database)
    const { transaction } = owner
    const run = (sql: string, values?: unknown[]) => owner.connection.query(sql, values)
    const speaking = { look: lookOn(owner.connection), run }
    const { name } = module.manifest
    try {
      let effects: ShippedEffect[] = []
      const migrations = await migrateModule(transaction, module, speaking, async () => {
        effects = await shipData(module, speaking)
      })
      await this.#record(owner, module)
      await keepContributions(module, speaking)
      const news = [...migrations, ...effects.map((effect) => `record ${effect.name}`)]
      if (news.length > 0) {
        await noteInAuditLogs([{ kind: 'upgrade', module: name }], null, speaking.look)
      }
      await transaction.commit()
      if (news.length > 0) report(`${name}: ${news.join(', ')}`)
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  }

  async #record({ connection }: OwnerTransaction, { manifest }: LoadedModule) {
    const { name, version, title, depends } = manifest
    await connection.query(
      `insert into app.modules (name, version, state, title, depends) values ($1, $2, 'installed', $3, $4)
       on conflict (name) do update set version = excluded.version, title = excluded.title,
         depends = excluded.depends, updated_at = now()
       where (modules.version, modules.title, modules.depends)
         is distinct from (excluded.version, excluded.title, excluded.depends)`,
      [name, version, title, depends]
    )
  }

  async #layFoundation(owner: pg.ClientBase, report: (line: string) => void) {
    await owner.query('begin')
    try {
      await owner.query(contextFunctions(this.#credentials))
      await owner.query(`create table if not exists app.foundation (
        name text primary key, executed_at timestamptz not null default now())`)
      const { rows } = await owner.query<{ name: string }>('select name from app.foundation')
      const done = new Set(rows.map((row) => row.name))
      for (const step of foundation.filter(({ name }) => !done.has(name))) {
        await owner.query(step.sql(this.#credentials))
        await owner.query('insert into app.foundation (name) values ($1)', [step.name])
        report(`foundation: ${step.name}`)
      }
      await owner.query('commit')
    } catch (error) {
      await owner.query('rollback')
      throw error
    }
  }

  #alone(settings: pg.ClientConfig, work: (client: pg.ClientBase) => Promise<void>) {
    return alone(settings, { name: 'setup' }, work)
  }
}
