import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import { forgetAnswers } from '../../models/answer_cache.ts'
import type { Model } from '../../models/model.ts'
import { E_NO_SUCH_RECORD } from '../errors.ts'
import type { AccessPolicy } from '../policy.ts'
import { netRows, rowKey, type Keys, type LoggedChange, type NetRow } from './net_rows.ts'
import { E_CANNOT_UNDO, type Obstacle } from './obstacles.ts'
import { tableShapes, type TableShape } from './table_shapes.ts'
import { conflictsOf, withAuthors } from './undo_conflicts.ts'
import { UndoRights } from './undo_rights.ts'
import { UndoWrites } from './undo_writes.ts'

const ENTRY = `
select id, number, kind, user_id as "userId", change_count as "changeCount"
from audit_entries where tenant_id = $1 and id = $2 and number is not null`

const CHANGES = `
select table_name as "table", record_id as "recordId", action,
  (select jsonb_object_agg(key, value::text) from jsonb_each(before)) as before,
  (select jsonb_object_agg(key, value::text) from jsonb_each(after)) as after
from audit_changes where tenant_id = $1 and entry_id = $2 and place > $3 order by place`

interface Entry {
  id: string
  number: string
  kind: string
  userId: string | null
  changeCount: number
}

interface Found {
  rows: readonly NetRow[]
  shapes: ReadonlyMap<string, TableShape>
  keys: Keys
  entry: Entry
}

/** What was undone, record by record. */
export interface Undone {
  rows: readonly NetRow[]
}

/** What PostgreSQL says when a row cannot be put back. */
const refusals: Record<string, Obstacle['reason']> = {
  '23505': 'taken',
  '23503': 'needed',
  '23001': 'also',
  '42501': 'elsewhere',
}

/**
 * Takes a whole entry of the audit log back, with the rights of the asker: a save, a bulk edit, a
 * delete with all that went with it, an import. Nothing is lost on the way: where anything of it has
 * been changed since, nothing is done and the reasons are told. Undoing is itself an entry and can
 * be undone.
 */
export class Undo {
  #policy: AccessPolicy
  #models: readonly (typeof Model)[]
  #environment = Environment.current()

  constructor(policy: AccessPolicy, models: readonly (typeof Model)[]) {
    this.#policy = policy
    this.#models = models
  }

  /**
   * Undoes an entry. Others than their author need `mayUndoOthers`. Throws E_NO_SUCH_RECORD,
   * E_CANNOT_UNDO with what stands in the way.
   */
  async run(entryId: string, { mayUndoOthers }: { mayUndoOthers: boolean }): Promise<Undone> {
    const entry = await this.#find(entryId)
    const { asker } = this.#environment
    const isOwn = asker.userId !== null && entry?.userId === asker.userId
    if (!entry || !(isOwn || mayUndoOthers)) throw new E_NO_SUCH_RECORD()
    const changes = await this.#environment.query<LoggedChange>(CHANGES, [
      asker.tenantId,
      entryId,
      0,
    ])
    if (entry.kind !== 'write') throw new E_CANNOT_UNDO([{ reason: 'nothing' }])
    if (changes.length !== entry.changeCount) throw new E_CANNOT_UNDO([{ reason: 'hidden' }])
    const shapes = await tableShapes(
      this.#environment,
      changes.map(({ table }) => table)
    )
    const keys = new Map([...shapes.values()].map(({ name, key }) => [name, key]))
    const rows = netRows(changes, keys)
    if (rows.length === 0) throw new E_CANNOT_UNDO([{ reason: 'nothing' }])
    const found = { rows, shapes, keys, entry }
    await this.#environment
      .savepoint(() => this.#takeBack(found))
      .catch((error: unknown) => {
        throw asObstacle(error)
      })
    for (const table of shapes.keys()) {
      this.#environment.afterCommit(() => forgetAnswers(asker.tenantId, table))
    }
    return { rows }
  }

  async #find(id: string): Promise<Entry | undefined> {
    if (!isUuid(id)) return undefined
    const { tenantId } = this.#environment.asker
    const [entry] = await this.#environment.query<Entry>(ENTRY, [tenantId, id])
    return entry
  }

  async #takeBack({ rows, shapes, keys, entry }: Found): Promise<void> {
    const { asker } = this.#environment
    const begin = await this.#place()
    const rights = new UndoRights(asker, this.#policy, this.#models, { rows, shapes })
    refuse([...secretsOf(rows), ...rights.forbidden(rows)])
    const conflicts = await conflictsOf(this.#environment, rows, { shapes, keys })
    const isGone = ({ recordId }: NetRow) =>
      conflicts.some((each) => each.reason === 'gone' && each.recordId === recordId)
    refuse(await rights.before(rows.filter((row) => !isGone(row))))
    refuse(await withAuthors(this.#environment, conflicts, entry.number))
    const writes = new UndoWrites(this.#environment, shapes, (table) => rights.modelOf(table))
    const reached = await writes.write(rows)
    if (reached !== rows.length) refuse([{ reason: 'hidden' }])
    refuse([...(await rights.after(rows)), ...(await this.#alsoChanged(rows, keys, begin))])
    await this.#environment.query('select app.mark_undo($1)', [entry.id])
  }

  /** The place of the last change that this transaction has made so far. */
  async #place(): Promise<number> {
    const [open] = await this.#environment.query<{ place: string | null }>(
      `select nullif(current_setting('app.audit_place', true), '') as place`
    )
    return Number(open?.place ?? 0)
  }

  /** What else this transaction has changed since: the log of the undoing itself tells. */
  async #alsoChanged(rows: readonly NetRow[], keys: Keys, since: number): Promise<Obstacle[]> {
    const [open] = await this.#environment.query<{ id: string | null }>(
      `select nullif(right(current_setting('app.audit_entry', true), 36), '') as id`
    )
    if (!open?.id) return []
    const { tenantId } = this.#environment.asker
    const done = await this.#environment.query<LoggedChange>(CHANGES, [tenantId, open.id, since])
    const expected = new Set(rows.map((row) => rowKey(row, keys)))
    return done
      .filter((change) => !expected.has(rowKey(change, keys)) && change.table !== 'followers')
      .map(({ table, recordId }) => ({ reason: 'also', table, recordId }))
  }
}

/** Throws E_CANNOT_UNDO where there is an obstacle. */
function refuse(obstacles: readonly Obstacle[]) {
  if (obstacles.length > 0) throw new E_CANNOT_UNDO(distinct(obstacles))
}

/** Secrets are not in the log. One that was set with a new record goes with it; others stay lost. */
function secretsOf(rows: readonly NetRow[]): Obstacle[] {
  return rows.flatMap(({ table, recordId, action, before }): Obstacle[] =>
    action === 'insert'
      ? []
      : Object.entries(before)
          .filter(([, json]) => json === '{"secret": true}')
          .map(([column]) => ({ reason: 'secret', table, recordId, column }))
  )
}

function asObstacle(error: unknown): unknown {
  const { code, table } = error as { code?: string; table?: string }
  const reason = code ? refusals[code] : undefined
  return reason ? new E_CANNOT_UNDO([{ reason, table }]) : error
}

function distinct(obstacles: readonly Obstacle[]): Obstacle[] {
  const known = new Map(
    obstacles.map((each) => [`${each.reason} ${each.table} ${each.recordId} ${each.column}`, each])
  )
  return [...known.values()]
}
