import { columnOf, isStored, translationsColumn, type Many2Many } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import { recordParts } from '../../models/record_parts.ts'
import type { Operation } from '../declarations.ts'
import type { AccessPolicy } from '../policy.ts'
import { Records } from '../records.ts'
import type { NetRow } from './net_rows.ts'
import type { Obstacle } from './obstacles.ts'
import type { TableShape } from './table_shapes.ts'
import type { Asker } from '../../environment/scope.ts'

/** What takes a change back. */
const reverse = { insert: 'delete', update: 'write', delete: 'create' } as const

const NOISE = ['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']

/**
 * Whether the asker may take changes back: with the rights with which they would do it by hand.
 * What the database did by itself when a record went (deleting its lines, emptying links to it)
 * comes back with the record and needs no right of its own, as it needed none to go.
 */
export class UndoRights {
  #asker: Asker
  #policy: AccessPolicy
  #models: ReadonlyMap<string, typeof Model>
  #pairs: ReadonlyMap<string, typeof Model>
  #shapes: ReadonlyMap<string, TableShape>
  #deleted: ReadonlySet<string>
  #made: ReadonlySet<string>
  #touched: ReadonlySet<string>

  constructor(
    asker: Asker,
    policy: AccessPolicy,
    models: readonly (typeof Model)[],
    { rows, shapes }: { rows: readonly NetRow[]; shapes: ReadonlyMap<string, TableShape> }
  ) {
    this.#asker = asker
    this.#policy = policy
    this.#models = new Map(models.map((model) => [model.table, model]))
    this.#pairs = new Map(models.flatMap(pairTables))
    this.#shapes = shapes
    const of = (action: NetRow['action']) =>
      new Set(
        rows
          .filter((row) => row.action === action)
          .map(({ table, recordId }) => `${table} ${recordId}`)
      )
    this.#deleted = of('delete')
    this.#made = of('insert')
    this.#touched = new Set([...this.#deleted, ...this.#made, ...of('update')])
  }

  /** The model whose records a table holds, or whose pairs. */
  modelOf(table: string): typeof Model | undefined {
    return this.#models.get(table) ?? this.#pairs.get(table)
  }

  /** Everything that the asker may do with no record. */
  forbidden(rows: readonly NetRow[]): Obstacle[] {
    return rows.filter((row) => !this.#wentAlong(row)).flatMap((row) => this.#obstacles(row))
  }

  /** Everything that is out of the asker's reach before anything is done. */
  before(rows: readonly NetRow[]): Promise<Obstacle[]> {
    const own = rows.filter((row) => !this.#wentAlong(row)).flatMap((row) => this.#owning(row))
    return this.#unreached(own.filter(({ action }) => action !== 'delete'))
  }

  /** Everything that is out of the asker's reach once it is done. */
  after(rows: readonly NetRow[]): Promise<Obstacle[]> {
    const own = rows.filter((row) => !this.#wentAlong(row))
    return this.#unreached(
      own.filter(({ action, table }) => action !== 'insert' && !this.#isPair(table))
    )
  }

  /** Pairs of a many2many are an edit of their record, unless that was made or deleted itself. */
  #owning(row: NetRow): NetRow[] {
    if (!this.#isPair(row.table)) return [row]
    const model = this.#pairs.get(row.table)!
    if (this.#isOwnersOwn(model, row.recordId)) return []
    return [{ ...row, table: model.table, action: 'update' }]
  }

  #obstacles(row: NetRow): Obstacle[] {
    const { table, recordId, action } = row
    const model = this.modelOf(table)
    if (!model) return [{ reason: 'elsewhere', table, recordId }]
    const asked = this.#isPair(table) ? 'write' : reverse[action]
    const isPartOfMade = this.#isPair(table) && this.#isOwnersOwn(model, recordId)
    if (!isPartOfMade && !this.#policy.allows(this.#asker, model, asked)) {
      return [{ reason: 'right', table, recordId }]
    }
    return this.#isPair(table) ? [] : this.#fieldObstacles(row, model)
  }

  #fieldObstacles({ table, recordId, action, before }: NetRow, model: typeof Model): Obstacle[] {
    if (action !== 'update') return []
    const names = new Map(
      Object.entries(model.allFields)
        .filter(([, field]) => isStored(field))
        .flatMap(([name, field]) => [
          [field.options.custom ? name : columnOf(name, field), name] as const,
          [translationsColumn(name, field), name] as const,
        ])
    )
    return Object.keys(before).flatMap((column): Obstacle[] => {
      const name = names.get(column)
      if (NOISE.includes(column)) return []
      const isSeen = name !== undefined && this.#policy.allowsField(this.#asker, model, name)
      return isSeen ? [] : [{ reason: 'field', table, recordId, column: name ? column : undefined }]
    })
  }

  /** Records that the asker does not reach for what has to be done with them. */
  async #unreached(rows: readonly NetRow[]): Promise<Obstacle[]> {
    const groups = Map.groupBy(rows, ({ table, action }) => `${table} ${action}`)
    const obstacles: Obstacle[] = []
    for (const group of groups.values()) {
      const [{ table, action }] = group as [NetRow]
      const model = this.#models.get(table)
      if (!model || !this.#policy.allows(this.#asker, model, reverse[action])) continue
      const ids = group.flatMap(({ recordId }) => recordId ?? [])
      const reached = await this.#reached(model, ids, reverse[action])
      for (const recordId of ids) {
        if (!reached.has(recordId)) obstacles.push({ reason: 'right', table, recordId })
      }
    }
    return obstacles
  }

  async #reached(model: typeof Model, ids: string[], operation: Operation) {
    const records = new Records(model, this.#policy)
    const readable = await records.reached(ids, 'read')
    return records.reached([...readable], operation)
  }

  /**
   * Whether the database did this by itself because a record of the entry was deleted, or because
   * it hangs on a record of the entry.
   */
  #wentAlong(row: NetRow): boolean {
    const { table, action, before, after } = row
    if (recordParts.includes(table)) return this.#followed(row)
    const links = this.#shapes.get(table)?.links ?? []
    const leadsToDeleted = (column: string, onDelete: string) =>
      links.some(
        (link) =>
          link.column === column &&
          link.onDelete === onDelete &&
          this.#deleted.has(`${link.table} ${text(before[column])}`)
      )
    if (action === 'delete') {
      return links.some(({ column }) => leadsToDeleted(column, 'cascade'))
    }
    if (action !== 'update') return false
    return Object.keys(before).every(
      (column) => after[column] === 'null' && leadsToDeleted(column, 'empty')
    )
  }

  /** What hangs on a record goes, comes and moves with it. */
  #followed({ action, before, after }: NetRow): boolean {
    if (action === 'update') return Object.keys(after).every((column) => column === 'location_id')
    const values = action === 'delete' ? before : after
    return this.#touched.has(`${text(values.record_table)} ${text(values.record_id)}`)
  }

  #isPair(table: string): boolean {
    return !this.#models.has(table) && this.#pairs.has(table)
  }

  #isOwnersOwn(model: typeof Model, recordId: string | null): boolean {
    const key = `${model.table} ${recordId}`
    return this.#made.has(key) || this.#deleted.has(key)
  }
}

function text(json: string | undefined): string {
  return json?.startsWith('"') ? (JSON.parse(json) as string) : String(json)
}

function pairTables(model: typeof Model): [string, typeof Model][] {
  return Object.values(model.allFields).flatMap((field) =>
    field.kind === 'many2many'
      ? [[(field as Many2Many<unknown>).through.table, model] as [string, typeof Model]]
      : []
  )
}
