import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import type { Statement } from '../../environment/environment.ts'
import { isUuid, type Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import { nameIn } from '../../models/translated_value.ts'
import { loggedTables, type LoggedField } from '../audit/logged_fields.ts'
import { translationChanges } from '../audit/translation_changes.ts'

/** A field that has another value than the module ships. */
export interface DifferentField {
  /** The name of the field; with a language where it is about a translation: `name:de`. */
  name: string
  label: string
  field: Field
  now: unknown
  shipped: unknown
}

/** A record that a module ships and the tenant has changed or deleted. */
export interface ShippedRecord {
  /** Id of the external id. */
  id: string
  module: string
  name: string
  model: typeof Model
  recordId: string
  title: string
  isGone: boolean
  fields: DifferentField[]
}

/** Titles of records by their ids. */
export type Titles = ReadonlyMap<string, string>

interface Row {
  id: string
  module: string
  name: string
  table_name: string
  record_id: string
  is_gone: boolean
  differing: Record<string, [now: unknown, shipped: unknown]> | null
}

/** The statement that finds what differs: everywhere, or of one record. */
export function differencesStatement(table: string | null, recordId: string | null): Statement {
  return {
    text: 'select * from app.shipped_differences($1, $2)',
    values: [table, recordId],
  }
}

/**
 * What differs from what modules ship, as far as the asker may see it, with the titles of the
 * records and of those that they lead to.
 */
export async function readDifferences(ctx: HttpContext) {
  const [rows] = await ctx.environment!.read([differencesStatement(null, null)])
  const found = (rows as unknown as Row[]).flatMap((row) => shippedOf(ctx, row))
  const titles = await readTitles(ctx, found)
  const records = found.flatMap((record) => {
    const title = record.isGone ? record.name : titles.get(record.recordId)
    return title === undefined ? [] : [{ ...record, title }]
  })
  return { records, titles }
}

function shippedOf({ asker, registry }: HttpContext, row: Row): ShippedRecord[] {
  const table = loggedTables(registry).get(row.table_name)
  if (!table || table.pairs) return []
  const records = new Records(table.model, registry.access)
  if (!records.allows('read')) return []
  const fields = [...table.fields].flatMap(([column, known]) => {
    const values = row.differing?.[column]
    if (!values || !known || !records.shows(known.name)) return []
    const [now, shipped] = values
    if (known.isTranslations) return translationsApart(known, now, shipped, asker.language)
    return [{ ...known, label: known.field.options.label, now, shipped }]
  })
  if (row.is_gone ? !knowsGone(table.model, asker) : fields.length === 0) return []
  const { id, module, name, record_id: recordId, is_gone: isGone } = row
  return [{ id, module, name, model: table.model, recordId, title: '', isGone, fields }]
}

/** The languages in which a text differs. */
function translationsApart(
  { name, field }: LoggedField,
  now: unknown,
  shipped: unknown,
  language: string
): DifferentField[] {
  return translationChanges(field, now, shipped, language).map(({ language: each, ...change }) => ({
    name: nameIn(name, each),
    label: change.label,
    field,
    now: change.before,
    shipped: change.after,
  }))
}

/** Whoever does not work everywhere cannot tell a record that was deleted from one that is elsewhere. */
function knowsGone(model: typeof Model, { locationIds }: Asker): boolean {
  return locationIds === null || !Object.hasOwn(model.allFields, 'location')
}

async function readTitles(ctx: HttpContext, found: readonly ShippedRecord[]): Promise<Titles> {
  const wanted = new Map<typeof Model, Set<string>>()
  const want = (model: typeof Model, id: unknown) => {
    if (!isUuid(id)) return
    wanted.set(model, (wanted.get(model) ?? new Set()).add(id))
  }
  for (const { model, recordId, fields } of found) {
    want(model, recordId)
    for (const { field, now, shipped } of fields.filter((each) => each.field.kind === 'many2one')) {
      for (const id of [now, shipped]) want(targetOf(field) as unknown as typeof Model, id)
    }
  }
  const asked = [...wanted].filter(([model]) => {
    return new Records(model, ctx.registry.access).allows('read')
  })
  if (asked.length === 0) return new Map()
  const answers = await ctx.environment!.read(
    asked.map(([model, ids]) => {
      const fields = ['id', model.titleField]
      const limit = ids.size
      return new Records(model, ctx.registry.access).select({
        fields,
        ids: [...ids],
        order: [],
        limit,
      })
    })
  )
  const titles = answers.flatMap((rows, index) => {
    const { titleField } = asked[index]![0]
    return rows.map((row): [string, string] => [String(row.id), String(row[titleField] ?? '')])
  })
  return new Map(titles)
}
