import type pg from 'pg'
import type { Database } from '@adonisjs/lucid/database'
import { reasons } from '../../domains/reasons.ts'
import type { DatabaseCredentials } from '../../identity/credentials.ts'
import { resumeEvents, tenantsWaiting } from '../../inbox/resume.ts'
import { readContributions } from '../contributions/kept_contributions.ts'
import { CHANNEL, UPDATE_LIST } from '../follower.ts'
import { describe, followers, stragglers, type FollowerState } from '../followers.ts'
import { isInForce, letLeave, letStay, readModuleRows, tokenOf } from '../module_state.ts'
import type { ModulesService, ModuleSummary } from '../modules_service.ts'
import { alone } from './alone.ts'
import { listArchives, type ArchiveSummary } from './archives.ts'
import { applyOperation } from './apply.ts'
import { arrange } from './arrange.ts'
import { noteInAuditLogs } from './audit_note.ts'
import type { Look } from './catalogue.ts'
import { changesOf } from './changes.ts'
import { groupsWrittenDown } from '../contributions/access_contributions.ts'
import { withUsers } from './concerned_users.ts'
import { E_CANNOT_OPERATE, E_STILL_IN_USE } from './errors.ts'
import { holdingsOf, type Holdings } from './holdings.ts'
import { COMES, LEAVES, type Operation, type Plan } from './operation.ts'
import { beginOwnerTransaction, lookOn } from './owner_transaction.ts'
import { patiently } from './patiently.ts'
import {
  findPlan,
  keepPlan,
  noteExecution,
  readHistory,
  readPlan,
  type KeptPlan,
  type PastOperation,
} from './plans.ts'
import { Recorder } from './recorder.ts'
import { unsound } from './unsound.ts'
import { digestOf, LOCK_TIMEOUT, Rehearsal } from './rehearsal.ts'

/** How long an operator waits for another one, in milliseconds. */
const PATIENCE = 10_000
/** How long it waits for requests and jobs of modules that leave, in milliseconds. */
const LEAVE = 30_000
/** How long it waits until every process has followed, in milliseconds. */
const FOLLOW = 5_000

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
  plan(asked: readonly Operation[], by: string | null = null): Promise<Plan & { id: string }> {
    return this.#alone(async () => {
      const loaded = await this.#modules.load()
      const [rows, kept] = await this.#looking(async (look) => [
        await readModuleRows(look),
        await readContributions(look),
      ])
      const facts = { onDisk: loaded, faults: this.#modules.faults, rows }
      const { operations, conflicts: asArranged } = arrange(asked, facts)
      const conflicts = asArranged.length > 0 ? asArranged : unsound(operations, facts)
      const told = await this.#told(operations, { onDisk: loaded, rows, kept })
      const none = { digest: '', statements: [], tables: [], columns: [] }
      if (conflicts.length > 0) return this.#keep({ ...none, operations, ...told, conflicts }, by)
      const rehearsal = new Rehearsal(this.#database, this.#credentials, loaded)
      const rehearsed = await patiently(() => rehearsal.run(operations))
      const isSound = rehearsed.conflicts.length === 0
      const digest = isSound ? digestOf(operations, rehearsed.statements) : ''
      return this.#keep(
        {
          digest,
          operations,
          ...rehearsed,
          ...told,
          changes: [...told.changes, ...rehearsed.changes],
        },
        by
      )
    })
  }

  /**
   * Does what was planned, in one transaction: all of it or nothing. Before that, modules that go
   * leave every process, and what is under way with them is waited for; afterwards every process
   * follows. Returns the processes that have not followed yet. Throws E_NO_SUCH_PLAN,
   * E_PLAN_CHANGED, E_STILL_IN_USE, and what the database throws.
   */
  execute(digest: string, by: string | null = null): Promise<FollowerState[]> {
    return this.#alone(async (client) => {
      const look = lookOn(client)
      const plan = await findPlan(look, digest)
      const leaving = plan.operations.filter(({ kind }) => LEAVES.includes(kind))
      const names = leaving.map(({ module }) => module)
      if (names.length > 0) await this.#leave(names, look)
      await patiently(() => this.#attempt(digest, by))
      if (names.length > 0) await letStay(names, look)
      await look(`notify ${CHANNEL}`)
      const behind = await stragglers(tokenOf(await readModuleRows(look)), look, FOLLOW)
      await this.#resumeEvents(plan.operations, look)
      return behind
    })
  }

  /** Events that came for modules while they were away are processed now. */
  async #resumeEvents(operations: readonly Operation[], look: Look) {
    const loaded = await this.#modules.load()
    for (const { kind, module: name } of operations) {
      const module = loaded.find((each) => each.name === name)
      if (!module || !COMES.includes(kind) || module.inbox.providers.length === 0) continue
      for (const tenant of await tenantsWaiting(module, look)) await resumeEvents(module, tenant)
    }
  }

  /** Plans and executes at once, for those who need not see the plan. Throws E_CANNOT_OPERATE. */
  async perform(asked: readonly Operation[]): Promise<Plan> {
    const plan = await this.plan(asked)
    if (plan.conflicts.length > 0) throw new E_CANNOT_OPERATE(...plan.conflicts)
    await this.execute(plan.digest)
    return plan
  }

  /** Looks for modules that have come to the disk, here and in every process that follows. */
  updateList(): Promise<ModuleSummary[]> {
    return this.#alone(async (client) => {
      await client.query(`notify ${CHANNEL}, '${UPDATE_LIST}'`)
      return this.#modules.updateList()
    })
  }

  /** What uninstalled modules have left, latest first. */
  archives(): Promise<ArchiveSummary[]> {
    return this.#looking(listArchives)
  }

  /** Processes that do not know files or addresses that have come since they started. */
  async outdated(): Promise<FollowerState[]> {
    const all = await this.#looking(followers)
    return all.filter(({ needsRestart }) => needsRestart)
  }

  /** What a module owns in the database. */
  holdings(module: string): Promise<Holdings> {
    return this.#looking((look) => holdingsOf(module, look))
  }

  /** A plan that was made before. */
  keptPlan(id: string): Promise<KeptPlan | undefined> {
    return this.#looking((look) => readPlan(look, id))
  }

  /** What was done, latest first. */
  history(limit = 100): Promise<PastOperation[]> {
    return this.#looking((look) => readHistory(look, limit))
  }

  /**
   * Has every process take on a generation without these modules, and waits for what is under way
   * on older ones. Whatever happens to this process, its connection ends and the modules are back.
   */
  async #leave(names: readonly string[], look: Look) {
    await letLeave(names, look)
    await look(`notify ${CHANNEL}`)
    const behind = await stragglers(tokenOf(await readModuleRows(look)), look, LEAVE)
    if (behind.length === 0) return
    await letStay(names, look)
    await look(`notify ${CHANNEL}`)
    throw new E_STILL_IN_USE(reasons(behind.map(describe)))
  }

  async #attempt(digest: string, by: string | null): Promise<void> {
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
      await noteExecution(look, plan.id, by)
      await noteInAuditLogs(plan.operations, by, look)
      await owner.transaction.commit()
    } catch (error) {
      await owner.transaction.rollback()
      throw error
    }
  }

  /** What changes, and for how many users. */
  async #told(operations: readonly Operation[], known: Parameters<typeof changesOf>[1]) {
    const { changes, comparisons } = await changesOf(operations, known)
    const named = operations.map(({ module }) => module)
    const there = known.onDisk.filter(
      ({ name }) => named.includes(name) || isInForce(known.rows.get(name))
    )
    const gone = named.filter((name) => !there.some((module) => module.name === name))
    const groups = [
      ...there.flatMap((module) => module.groups),
      ...gone.flatMap((name) => groupsWrittenDown(known.kept.get(name)?.contributions ?? [])),
    ]
    return { changes: await this.#looking((look) => withUsers(changes, groups, look)), comparisons }
  }

  async #keep(plan: Plan, by: string | null) {
    return { id: await keepPlan(this.#database, plan, by), ...plan }
  }

  /** Reads as the owner, and changes nothing. */
  async #looking<T>(work: (look: Look) => Promise<T>): Promise<T> {
    const { transaction, connection } = await beginOwnerTransaction(this.#database)
    try {
      return await work(lookOn(connection))
    } finally {
      await transaction.rollback()
    }
  }

  #alone<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const settings = this.#credentials.of('owner')
    return alone(settings, { name: 'operator', patience: PATIENCE }, work)
  }
}
