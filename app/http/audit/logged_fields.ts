import {
  columnOf,
  isStored,
  translationsColumn,
  type Field,
  type Many2Many,
} from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import { loggedName } from '../../models/tracked_changes.ts'
import type { Registry } from '../../modules/registry.ts'

/** Columns that say nothing about what a record is. */
const NOISE = new Set(['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'])

/** A column of the change log as people know it. */
export interface LoggedField {
  name: string
  field: Field
  /** Whether the column holds the values in other languages. */
  isTranslations?: boolean
}

/** What a table of the change log is about: the records of a model, or the pairs of its many2many. */
export interface LoggedTable {
  model: typeof Model
  /** The field by the column; `null` for columns that nobody needs to see. */
  fields: ReadonlyMap<string, LoggedField | null>
  /** The many2many whose pairs the table holds, where it does. */
  pairs: { name: string; field: Many2Many<typeof Model> } | null
}

const known = new WeakMap<Registry, ReadonlyMap<string, LoggedTable>>()

/** The tables of all models of a registry by name, those of pairs included. */
export function loggedTables(registry: Registry): ReadonlyMap<string, LoggedTable> {
  let tables = known.get(registry)
  if (!tables) known.set(registry, (tables = tablesOf(registry)))
  return tables
}

/** The tables that hold something about the records of a model: its own and those of its pairs. */
export function tablesAbout(registry: Registry, model: typeof Model): string[] {
  return [...loggedTables(registry)].flatMap(([name, table]) =>
    table.model === model ? [name] : []
  )
}

function tablesOf(registry: Registry): ReadonlyMap<string, LoggedTable> {
  const tables = new Map<string, LoggedTable>()
  for (const model of registry.models) {
    const fields = new Map<string, LoggedField | null>([...NOISE].map((name) => [name, null]))
    for (const [name, field] of Object.entries(registry.catalogue.fieldsOf(model))) {
      if (isStored(field) && !NOISE.has(columnOf(name, field))) {
        fields.set(loggedName(name, field), { name, field })
        if (field.options.translate) {
          fields.set(translationsColumn(name, field), { name, field, isTranslations: true })
        }
      }
    }
    tables.set(model.table, { model, fields, pairs: null })
  }
  for (const model of registry.models) {
    for (const [name, field] of Object.entries(registry.catalogue.fieldsOf(model))) {
      if (field.kind !== 'many2many') continue
      const pairs = { name, field: field as Many2Many<typeof Model> }
      const { table } = pairs.field.through
      if (!tables.has(table)) tables.set(table, { model, fields: new Map(), pairs })
    }
  }
  return tables
}
