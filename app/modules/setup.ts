import pg from 'pg'
import type { Database } from '@adonisjs/lucid/database'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { contextFunctions, foundation } from '#database/foundation/schema'
import { createRoles } from '#database/foundation/roles'
import type { DatabaseCredentials } from '../identity/credentials.ts'
import { migrateJobs } from '../jobs/migrate.ts'
import type { DiscoveredModule, ModuleFault } from './discovery.ts'
import { migrateModule } from './migrate.ts'

/** Any number will do, as long as every process that changes the schema asks for the same. */
const SETUP_LOCK = 918_273_645

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
   * Runs the whole setup. `report` is told a line for each step that changed something. A module
   * whose migrations fail is left as it was, with all that depend on it, and returned with the
   * reason; the others are brought up to date.
   */
  async run(
    modules: readonly DiscoveredModule[],
    report: (line: string) => void
  ): Promise<ModuleFault[]> {
    await this.#alone(this.#credentials.administrator, (administrator) =>
      createRoles(administrator, this.#credentials)
    )
    const faults: ModuleFault[] = []
    await this.#alone(this.#credentials.of('owner'), async (owner) => {
      await this.#layFoundation(owner, report)
      await migrateJobs(owner, this.#credentials.roleName('runtime'))
      for (const module of modules) {
        const reason = await this.#installOrExplain(module, faults, report)
        const { name } = module.manifest
        if (reason) faults.push({ name, path: module.path, reason })
      }
    })
    return faults
  }

  async #installOrExplain(
    module: DiscoveredModule,
    faults: readonly ModuleFault[],
    report: (line: string) => void
  ): Promise<string | null> {
    const failed = module.manifest.depends.find((name) => faults.some((each) => each.name === name))
    if (failed) return `depends on "${failed}", which cannot be installed`
    try {
      await this.install(module, report)
      return null
    } catch (error) {
      return `cannot be installed: ${(error as Error).message}`
    }
  }

  /** Installs or updates one module in one transaction. */
  async install(module: DiscoveredModule, report: (line: string) => void): Promise<void> {
    const transaction = await this.#database.connection('owner').transaction()
    try {
      const migrations = await migrateModule(transaction, module)
      await this.#record(transaction, module)
      await transaction.commit()
      if (migrations.length > 0) report(`${module.manifest.name}: ${migrations.join(', ')}`)
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  }

  async #record(transaction: TransactionClientContract, { manifest }: DiscoveredModule) {
    await transaction.rawQuery(
      `insert into app.modules (name, version, state) values (?, ?, 'installed')
       on conflict (name) do update set version = excluded.version, updated_at = now()
       where modules.version <> excluded.version`,
      [manifest.name, manifest.version]
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

  /** Works on a connection of its own while no other setup of this database does. */
  async #alone(settings: pg.ClientConfig, work: (client: pg.ClientBase) => Promise<void>) {
    const client = new pg.Client({ ...settings, application_name: 'tatami setup' })
    await client.connect()
    try {
      await client.query('select pg_advisory_lock($1)', [SETUP_LOCK])
      await work(client)
    } finally {
      await client.end()
    }
  }
}
