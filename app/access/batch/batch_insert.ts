import {
  columnOf,
  CUSTOM_FIELDS,
  translationsColumn,
  type Field,
  type Fields,
  type Many2Many,
} from '../../domains/fields.ts'
import { Environment } from '../../environment/environment.ts'
import { quote } from '../../models/clauses.ts'
import { withCustomValue } from '../../models/custom_values.ts'
import type { Model } from '../../models/model.ts'
import { partsOf, writtenIn, type TranslatedValue } from '../../models/translated_value.ts'
import type { PreparedRecord } from './batch_input.ts'

/**
 * Values of a record by the columns of its table. `stored` is what the record has: columns that hold
 * values of several fields, or of several languages, keep the others.
 */
export function columnsOf(
  fields: Fields,
  values: ReadonlyMap<string, unknown>,
  stored: Readonly<Record<string, unknown>> = {}
) {
  const row: Record<string, unknown> = {}
  for (const [name, value] of values) {
    const { field: own, language: asked } = partsOf(name)
    const field = fields[own]!
    const language = asked ?? field.options.language
    if (field.options.custom) {
      const custom = (row[CUSTOM_FIELDS] ?? stored[CUSTOM_FIELDS] ?? null) as Values
      row[CUSTOM_FIELDS] = withCustomValue(fields, custom, name, value)
    } else if (language) {
      const current = storedTranslation(own, field, { ...stored, ...row })
      const { tenantLanguage = field.options.language } = Environment.current().asker
      const { source, translations } = writtenIn(current, value, { language, tenantLanguage })
      row[columnOf(own, field)] = source
      row[translationsColumn(own, field)] = translations
    } else row[columnOf(name, field)] = value
  }
  return row
}

type Values = Readonly<Record<string, unknown>> | null

/** The value of a translated field in a row, in all languages. */
export function storedTranslation(
  name: string,
  field: Field,
  row: Readonly<Record<string, unknown>>
): TranslatedValue {
  const translations = (row[translationsColumn(name, field)] ?? null) as Values
  return { source: row[columnOf(name, field)] ?? null, translations }
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
  const rows = records.map(({ id, values }) => ({ id, ...columnsOf(allFields, values) }))
  const given = new Map(records.flatMap(({ values }) => [...values]))
  const columns = ['id', ...Object.keys(columnsOf(allFields, given))].map(quote)
  const inserted = await environment.query<{ id: string }>(
    `insert into ${quote(table)} (${columns.join(', ')}, created_by, updated_by)
     select ${columns.map((column) => `r.${column}`).join(', ')}, app.user_id(), app.user_id()
     from json_populate_recordset(null::public.${quote(table)}, $1::json) r
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
