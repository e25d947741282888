import pg from 'pg'
import { CUSTOM_FIELDS } from '../../domains/fields.ts'
import type { Environment } from '../../environment/environment.ts'
import { withCustomValue } from '../../models/custom_values.ts'
import type { Model } from '../../models/model.ts'
import type { JsonTexts, NetRow } from './net_rows.ts'
import type { TableShape } from './table_shapes.ts'
import { keyJson } from './undo_conflicts.ts'

const quote = pg.escapeIdentifier
const STAMPS = new Set(['version', 'updated_at', 'updated_by'])

/**
 * Puts rows back as they were: deleted ones with their ids first, those that others point to before
 * the others; then values; then what was made goes. Values travel as the log keeps them and become
 * columns in the database. No hooks run: what they wrote is a part of the entry and goes with it.
 */
export class UndoWrites {
  #environment: Environment
  #shapes: ReadonlyMap<string, TableShape>
  #modelOf: (table: string) => typeof Model | undefined

  constructor(
    environment: Environment,
    shapes: ReadonlyMap<string, TableShape>,
    modelOf: (table: string) => typeof Model | undefined
  ) {
    this.#environment = environment
    this.#shapes = shapes
    this.#modelOf = modelOf
  }

  /** Returns how many rows were reached; less than all means that some are out of reach. */
  async write(rows: readonly NetRow[]): Promise<number> {
    const of = (shape: TableShape, action: NetRow['action']) =>
      rows.filter((row) => row.table === shape.name && row.action === action)
    const shapes = [...this.#shapes.values()]
    let reached = 0
    for (const shape of shapes) reached += await this.#putBack(shape, of(shape, 'delete'))
    for (const shape of shapes) reached += await this.#set(shape, of(shape, 'update'))
    for (const shape of shapes.toReversed()) {
      reached += await this.#remove(shape, of(shape, 'insert'))
    }
    return reached
  }

  async #putBack(shape: TableShape, rows: readonly NetRow[]): Promise<number> {
    if (rows.length === 0) return 0
    const columns = shape.columns.filter(
      (column) =>
        !STAMPS.has(column) &&
        (column === CUSTOM_FIELDS || rows.some(({ before }) => Object.hasOwn(before, column)))
    )
    const stamped = shape.isVersioned
    const names = columns.map(quote)
    const found = await this.#query(
      `insert into ${quote(shape.name)} (${[...names, ...(stamped ? ['version', 'updated_by'] : [])].join(', ')})
       select ${[...names.map((name) => `r.${name}`), ...(stamped ? ['coalesce(r.version, 0) + 1', 'app.user_id()'] : [])].join(', ')}
       from jsonb_populate_recordset(null::public.${quote(shape.name)}, $1::jsonb) r
       returning 1`,
      [jsonOf(rows.map(({ before }) => this.#withCustom(shape, before, {})))]
    )
    return found.length
  }

  async #set(shape: TableShape, rows: readonly NetRow[]): Promise<number> {
    let reached = 0
    const bySet = Map.groupBy(rows, ({ before }) => Object.keys(before).sort().join(' '))
    for (const group of bySet.values()) reached += await this.#setSame(shape, group)
    return reached
  }

  /** Rows of which the same columns have to be set. */
  async #setSame(shape: TableShape, rows: readonly NetRow[]): Promise<number> {
    const [{ before: first }] = rows as [NetRow]
    const isColumn = (name: string) => shape.columns.includes(name)
    const columns = Object.keys(first).filter((name) => isColumn(name) && !STAMPS.has(name))
    const hasCustom = Object.keys(first).some((name) => !isColumn(name))
    if (hasCustom) columns.push(CUSTOM_FIELDS)
    const current = hasCustom ? await this.#customOf(shape, rows) : new Map<string, object>()
    const values = rows.map((row) => ({
      ...this.#withCustom(shape, row.before, current.get(row.recordId!) ?? {}),
      id: JSON.stringify(row.recordId),
    }))
    const set = columns.map((name) => `${quote(name)} = r.${quote(name)}`)
    if (shape.isVersioned) {
      set.push('version = t.version + 1', 'updated_at = now()', 'updated_by = app.user_id()')
    }
    const found = await this.#query(
      `update ${quote(shape.name)} t set ${set.join(', ')}
       from jsonb_populate_recordset(null::public.${quote(shape.name)}, $1::jsonb) r
       where t.tenant_id = $2 and t.id = r.id returning 1`,
      [jsonOf(values), this.#environment.asker.tenantId]
    )
    return found.length
  }

  async #remove(shape: TableShape, rows: readonly NetRow[]): Promise<number> {
    if (rows.length === 0) return 0
    const keys = rows.map((row) => keyJson(row, shape.key))
    const same = shape.key.map((column) => `t.${quote(column)} = r.${quote(column)}`).join(' and ')
    const found = await this.#query(
      `delete from ${quote(shape.name)} t
       using jsonb_populate_recordset(null::public.${quote(shape.name)}, $1::jsonb) r
       where t.tenant_id = $2 and ${same} returning 1`,
      [`[${keys.join(',')}]`, this.#environment.asker.tenantId]
    )
    return found.length
  }

  async #customOf(shape: TableShape, rows: readonly NetRow[]): Promise<Map<string, object>> {
    const found = await this.#environment.query<{ id: string; custom: object | null }>(
      `select id, ${quote(CUSTOM_FIELDS)} as custom from ${quote(shape.name)}
       where tenant_id = $1 and id = any ($2)`,
      [this.#environment.asker.tenantId, rows.map(({ recordId }) => recordId)]
    )
    return new Map(found.map(({ id, custom }) => [id, custom ?? {}]))
  }

  /** Values of custom fields go into the column that keeps them, on top of what is in it. */
  #withCustom({ name, columns }: TableShape, values: JsonTexts, current: object): JsonTexts {
    const custom = Object.entries(values).filter(([key]) => !columns.includes(key))
    if (custom.length === 0) return values
    const fields = this.#modelOf(name)?.allFields ?? {}
    let kept: Record<string, unknown> | null = { ...current }
    for (const [key, json] of custom) kept = withCustomValue(fields, kept, key, JSON.parse(json))
    return { ...values, [CUSTOM_FIELDS]: JSON.stringify(kept) }
  }

  #query(text: string, values: unknown[]) {
    return this.#environment.query(text, values)
  }
}

function jsonOf(rows: readonly JsonTexts[]): string {
  const objects = rows.map(
    (row) =>
      `{${Object.entries(row)
        .map(([column, json]) => `${JSON.stringify(column)}:${json}`)
        .join(',')}}`
  )
  return `[${objects.join(',')}]`
}
