import { customValue } from '../../domains/custom_column.ts'
import { columnOf, CUSTOM_FIELDS, isStored } from '../../domains/fields.ts'
import { isNumber } from '../../domains/operators.ts'
import { Environment } from '../../environment/environment.ts'
import { quote } from '../../models/clauses.ts'
import type { Model } from '../../models/model.ts'
import { partsOf, readIn } from '../../models/translated_value.ts'
import { columnsOf, storedTranslation } from './batch_insert.ts'
import type { PreparedRecord } from './batch_input.ts'
import type { ValueChange } from './outcome.ts'

/** A record of a batch with what would change. */
export interface Change {
  record: PreparedRecord
  version: number
  /** What the record has, by columns. */
  row: Stored
  changes: readonly ValueChange[]
}

type Stored = Readonly<Record<string, unknown>>

/** What the records of a batch would change; null for records that are not there. */
export async function changesOf(
  model: typeof Model,
  records: readonly PreparedRecord[]
): Promise<(Change | null)[]> {
  const environment = Environment.current()
  const names = [...new Set(records.flatMap(({ values }) => [...values.keys()]))].filter((name) =>
    isStored(model.allFields[partsOf(name).field]!)
  )
  const found = await environment.query<{ row: Stored }>(
    `select to_jsonb(t) as row from ${quote(model.table)} t where tenant_id = $1 and id = any ($2)`,
    [environment.asker.tenantId, records.map(({ id }) => id)]
  )
  const kindOf = (name: string) => model.allFields[partsOf(name).field]!.kind
  const rows = new Map(found.map(({ row }) => [String(row.id), row]))
  return records.map((record) => {
    const row = rows.get(record.id)
    if (!row) return null
    const changes = names.flatMap((name): ValueChange[] => {
      if (!record.values.has(name)) return []
      const after = record.values.get(name) ?? null
      const before = after === null ? ownValue(model, name, row) : storedValue(model, name, row)
      return isSame(kindOf(name), before, after) ? [] : [{ name, before, after }]
    })
    return { record, version: Number(row.version), row, changes }
  })
}

/** Writes changes, with one statement for all records of which the same fields change. Returns the ids. */
export async function writeChanges(
  model: typeof Model,
  changes: readonly Change[]
): Promise<Set<string>> {
  const written = new Set<string>()
  const keyOf = (change: Change) => change.changes.map(({ name }) => name).join(' ')
  for (const group of Map.groupBy(changes, keyOf).values()) {
    for (const id of await writeSame(model, group)) written.add(id)
  }
  return written
}

async function writeSame(model: typeof Model, group: readonly Change[]): Promise<string[]> {
  const environment = Environment.current()
  const rows = group.map(({ record, version, row, changes }) => ({
    ...columnsOf(model.allFields, new Map(changes.map(({ name, after }) => [name, after])), row),
    id: record.id,
    version,
  }))
  const columns = Object.keys(rows[0]!).filter((column) => !['id', 'version'].includes(column))
  const set = columns.map((column) => `${quote(column)} = r.${quote(column)}`)
  const found = await environment.query<{ id: string }>(
    `update ${quote(model.table)} t set ${set.join(', ')}, version = t.version + 1,
       updated_at = now(), updated_by = app.user_id()
     from jsonb_populate_recordset(null::public.${quote(model.table)}, $1::jsonb) r
     where t.tenant_id = $2 and t.id = r.id and t.version = r.version returning t.id`,
    [JSON.stringify(rows), environment.asker.tenantId]
  )
  return found.map(({ id }) => id)
}

/** What emptying a field takes away: a translation that is not there stands for the stored value. */
function ownValue(model: typeof Model, name: string, row: Stored): unknown {
  const { field: own, language } = partsOf(name)
  const { tenantLanguage } = Environment.current().asker
  if (language === null || language === tenantLanguage) return storedValue(model, name, row)
  return storedTranslation(own, model.allFields[own]!, row).translations?.[language] ?? null
}

function storedValue(model: typeof Model, name: string, row: Stored): unknown {
  const { field: own, language: asked } = partsOf(name)
  const field = model.allFields[own]!
  if (field.options.custom) {
    return customValue(field.kind, (row[CUSTOM_FIELDS] as Stored | null)?.[name])
  }
  const language = asked ?? field.options.language
  if (language) return readIn(storedTranslation(own, field, row), language)
  return row[columnOf(name, field)] ?? null
}

function isSame(kind: string, before: unknown, after: unknown): boolean {
  if (before === null || after === null) return before === after
  if (kind === 'datetime') return Date.parse(String(before)) === Date.parse(String(after))
  if (isNumber(kind)) return Number(before) === Number(after)
  return String(before) === String(after)
}
