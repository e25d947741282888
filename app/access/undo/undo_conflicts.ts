import pg from 'pg'
import type { Environment } from '../../environment/environment.ts'
import { rowKey, type JsonTexts, type Keys, type NetRow } from './net_rows.ts'
import type { Obstacle } from './obstacles.ts'
import type { TableShape } from './table_shapes.ts'

/** Columns that every save writes. */
const NOISE = new Set(['version', 'created_at', 'created_by', 'updated_at', 'updated_by'])

const quote = pg.escapeIdentifier

/**
 * Compares the rows of an entry with what they are now, and locks them so that they stay so;
 * rows that only come and go are counted when they do. Two changes of one field do not meet where
 * the second has been taken back.
 */
export async function conflictsOf(
  environment: Environment,
  rows: readonly NetRow[],
  { shapes, keys }: { shapes: ReadonlyMap<string, TableShape>; keys: Keys }
): Promise<Obstacle[]> {
  const obstacles: Obstacle[] = []
  for (const [table, group] of Map.groupBy(rows, (row) => row.table)) {
    const shape = shapes.get(table)
    if (!shape) continue
    const now = await currentRows(environment, shape, group, keys)
    for (const row of group) obstacles.push(...compare(row, now.get(rowKey(row, keys))))
  }
  return obstacles
}

function compare(row: NetRow, now: JsonTexts | undefined): Obstacle[] {
  const { table, recordId, action, after } = row
  if (action === 'delete') return now ? [{ reason: 'back', table, recordId }] : []
  if (!now) return [{ reason: 'gone', table, recordId }]
  const columns =
    action === 'insert' ? [...Object.keys(after), ...Object.keys(now)] : Object.keys(after)
  return [...new Set(columns)]
    .filter((column) => !NOISE.has(column) && column !== 'id')
    .filter((column) => (now[column] ?? 'null') !== (after[column] ?? 'null'))
    .map((column) => ({ reason: 'changed', table, recordId, column }))
}

async function currentRows(
  environment: Environment,
  { name, key, unlogged, isLockable }: TableShape,
  rows: readonly NetRow[],
  keys: Keys
): Promise<Map<string, JsonTexts>> {
  const wanted = rows.map((row) => keyJson(row, key))
  const found = await environment.query<{ recordId: string | null; values: JsonTexts }>(
    `select ${quote(key[0]!)}::text as "recordId", (select jsonb_object_agg(v.key, v.value::text)
       from jsonb_each(app.logged_values(to_jsonb(t), $3)) v) as values
     from ${quote(name)} t
     where t.tenant_id = $1 and (${key.map((column) => `t.${quote(column)}`).join(', ')}) in (
       select ${key.map(quote).join(', ')} from jsonb_populate_recordset(null::public.${quote(name)}, $2::jsonb))
     ${isLockable ? 'for update of t' : ''}`,
    [environment.asker.tenantId, `[${wanted.join(',')}]`, unlogged]
  )
  return new Map(
    found.map(({ recordId, values }) => [
      rowKey({ table: name, recordId, before: null, after: values }, keys),
      values,
    ])
  )
}

/** The key of a row as JSON. */
export function keyJson({ recordId, before, after }: NetRow, key: readonly string[]): string {
  const values = { ...before, ...after }
  const parts = key.map((column, index) => {
    const value = values[column] ?? (index === 0 ? JSON.stringify(recordId) : 'null')
    return `${JSON.stringify(column)}:${value}`
  })
  return `{${parts.join(',')}}`
}

const LATER = `
select c.table_name as "table", c.record_id as "recordId", e.user_id as "userId", e.happened_at as time,
  c.action, array(select jsonb_object_keys(coalesce(c.after, c.before))) as columns
from audit_changes c join audit_entries e on e.tenant_id = c.tenant_id and e.id = c.entry_id
where c.tenant_id = $1 and c.record_id = any ($2) and e.number > $3
order by e.number desc, c.place desc limit 2000`

/** Says who came in between, and when. */
export async function withAuthors(
  environment: Environment,
  obstacles: readonly Obstacle[],
  number: string
): Promise<Obstacle[]> {
  const ids = obstacles.flatMap(({ recordId }) => recordId ?? [])
  if (ids.length === 0) return [...obstacles]
  const later = await environment.query<
    { action: string; columns: string[] } & Required<
      Pick<Obstacle, 'table' | 'recordId' | 'userId' | 'time'>
    >
  >(LATER, [environment.asker.tenantId, ids, number])
  return obstacles.map((obstacle) => {
    const { table, recordId, column } = obstacle
    const author = later.find(
      (change) =>
        change.table === table &&
        change.recordId === recordId &&
        (!column || change.action !== 'update' || change.columns.includes(column))
    )
    return author ? { ...obstacle, userId: author.userId, time: author.time } : obstacle
  })
}
