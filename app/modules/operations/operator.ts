import type { Database } from '@adonisjs/lucid/database'
import type { DatabaseCredentials } from '../../identity/credentials.ts'
import { readModuleRows } from '../module_rows.ts'
import type { ModulesService } from '../modules_service.ts'
import { alone } from './alone.ts'
import { listArchives, type ArchiveSummary } from './archives.ts'
import { applyOperation } from './apply.ts'
import { arrange } from './arrange.ts'
import { changesOf } from './contributions.ts'
import { E_CANNOT_OPERATE } from './errors.ts'
import type { Operation, Plan } from './operation.ts'
import { beginOwnerTransaction, lookOn } from './owner_transaction.ts'
import { findPlan, keepPlan, noteExecution } from './plans.ts'
import { Recorder } from './recorder.ts'
import { digestOf, LOCK_TIMEOUT, Rehearsal } from './rehearsal.ts'

/** How long an operator waits for another one, in milliseconds. */
const PATIENCE = 10_000
/** How often an execution is tried that waits for a table in vain. */
const ATTEMPTS = 5

/**
 * Installs, upgrades, switches and removes modules: first the plan, then exactly what was planned.
 * One operator works at a time, and each execution is one transaction.
 */
export class Operator {
  #database: Database
  #credentials: DatabaseCredentials
  #modules: ModulesService

  constructor(database: Database, credentials: DatabaseCredentials, modules: ModulesService) {
    this.#database = database
    this.#credentials = credentials
    this.#modules = modules
  }

  /** Rehearses the operations and returns what would happen. Changes nothing. */
  plan(asked: readonly Operation[]): Promise<Plan> {
    return this.#alone(async () => {
      const loaded = await this.#modules.load()
      const owner = await beginOwnerTransaction(this.#database)
      const rows = await readModuleRows(lookOn(owner.connection)).finally(() =>
        owner.transaction.rollback()
      )
      const facts = { onDisk: loaded, faults: this.#modules.faults, rows }
      const { operations, conflicts } = arrange(asked, facts)
      const changes = await changesOf(operations, loaded)
      if (conflicts.length > 0) {
        return {
          digest: '',
          operations,
          statements: [],
          tables: [],
          columns: [],
          changes,
          conflicts,
        }
      }
      const rehearsal = new Rehearsal(this.#database, this.#credentials, loaded)
      const rehearsed = await rehearsal.run(operations)
      const digest = digestOf(operations, rehearsed.statements)
      const plan: Plan = { digest, operations, ...rehearsed, changes }
      if (plan.conflicts.length === 0) await keepPlan(this.#database, plan)
      return plan
    })
  }

  /**
   * Does what was planned, in one transaction: all of it or nothing. Throws E_NO_SUCH_PLAN,
   * E_PLAN_CHANGED, and what the database throws.
   */
  execute(digest: string): Promise<void> {
    return this.#alone(async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await this.#attempt(digest)
        } catch (error) {
          const isLocked = (error as { code?: string }).code === '55P03'
          if (!isLocked || attempt === ATTEMPTS) throw error
        }
      }
    })
  }

  /** Plans and executes at once, for those who need not see the plan. Throws E_CANNOT_OPERATE. */
  async perform(asked: readonly Operation[]): Promise<Plan> {
    const plan = await this.plan(asked)
    if (plan.conflicts.length > 0) throw new E_CANNOT_OPERATE([plan.conflicts.join('; ')])
    await this.execute(plan.digest)
    return plan
  }

  /** What uninstalled modules have left, latest first. */
  async archives(): Promise<ArchiveSummary[]> {
    const { transaction, connection } = await beginOwnerTransaction(this.#database)
    try {
      return await listArchives(lookOn(connection))
    } finally {
      await transaction.rollback()
    }
  }

  async #attempt(digest: string): Promise<void> {
    const loaded = await this.#modules.load()
    const owner = await beginOwnerTransaction(this.#database)
    const look = lookOn(owner.connection)
    try {
      const plan = await findPlan(look, digest)
      await look(`set local lock_timeout = ${LOCK_TIMEOUT}`)
      const recorder = new Recorder(owner.connection, plan.statements)
      await recorder.watch(async () => {
        for (const operation of plan.operations) {
          const module = loaded.find(({ name }) => name === operation.module)
          await applyOperation(operation, { transaction: owner.transaction, recorder, module })
        }
        recorder.end()
      })
      await noteExecution(look, plan.id)
      await owner.transaction.commit()
    } catch (error) {
      await owner.transaction.rollback()
      throw error
    }
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const settings = this.#credentials.of('owner')
    return alone(settings, { name: 'operator', patience: PATIENCE }, work)
  }
}
