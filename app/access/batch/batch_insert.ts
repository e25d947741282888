import { columnOf, CUSTOM_FIELDS, type Fields, type Many2Many } from '../../domains/fields.ts'
import { Environment } from '../../environment/environment.ts'
import { quote } from '../../models/clauses.ts'
import { withCustomValue } from '../../models/custom_values.ts'
import type { Model } from '../../models/model.ts'
import type { PreparedRecord } from './batch_input.ts'

/** Values of a record by the columns of its table. */
export function columnsOf(
  fields: Fields,
  values: ReadonlyMap<string, unknown>,
  custom: object | null
) {
  const row: Record<string, unknown> = {}
  let own = custom as Record<string, unknown> | null
  for (const [name, value] of values) {
    const field = fields[name]!
    if (field.options.custom) own = withCustomValue(fields, own, name, value)
    else row[columnOf(name, field)] = value
    if (field.options.custom) row[CUSTOM_FIELDS] = own
  }
  return row
}

/**
 * Inserts records with one statement, and their links with one for each field. Returns the ids of
 * those that were inserted; the others meet a key that is taken.
 */
export async function insertRecords(
  model: typeof Model,
  records: readonly PreparedRecord[]
): Promise<Set<string>> {
  const environment = Environment.current()
  const { allFields, table } = model
  const rows = records.map(({ id, values }) => ({ id, ...columnsOf(allFields, values, null) }))
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map(quote)
  const inserted = await environment.query<{ id: string }>(
    `insert into ${quote(table)} (${columns.join(', ')}, created_by, updated_by)
     select ${columns.map((column) => `r.${column}`).join(', ')}, app.user_id(), app.user_id()
     from jsonb_populate_recordset(null::public.${quote(table)}, $1::jsonb) r
     on conflict do nothing returning id`,
    [JSON.stringify(rows)]
  )
  const ids = new Set(inserted.map(({ id }) => id))
  await insertLinks(
    model,
    records.filter(({ id }) => ids.has(id))
  )
  return ids
}

async function insertLinks(model: typeof Model, records: readonly PreparedRecord[]) {
  const names = new Set(records.flatMap(({ links }) => [...links.keys()]))
  for (const name of names) {
    const { table, key, otherKey } = (model.allFields[name] as Many2Many<unknown>).through
    const pairs = records.flatMap(({ id, links }) =>
      (links.get(name) ?? []).map((other) => [id, other] as const)
    )
    if (pairs.length === 0) continue
    await Environment.current().query(
      `insert into ${quote(table)} (${quote(key)}, ${quote(otherKey)})
       select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`,
      [pairs.map(([id]) => id), pairs.map(([, other]) => other)]
    )
  }
}
