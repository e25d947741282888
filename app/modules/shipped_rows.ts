import { columnOf, isStored, targetOf, translationsColumn, type Field } from '../domains/fields.ts'
import type { DataSet } from '../models/data.ts'
import { readInput } from '../models/field_input.ts'
import type { InLanguages } from './shipped_terms.ts'

/** A shipped record as the database keeps it, by columns. */
export interface ShippedRow {
  name: string
  table_name: string
  /** Records are made in this order. */
  place: number
  given: Record<string, unknown>
  /** Columns that lead to other shipped records. */
  links: Record<string, { module: string; name: string; table: string; required: boolean }>
  /** What the model gives to a new record where nothing is said. */
  defaults: Record<string, unknown>
}

const NAME = /^[a-z][a-z0-9_]*$/

/**
 * The records that a module ships, those first to which others lead, with their texts in other
 * languages. Throws with a sentence where one is faulty.
 */
export function shippedRows(
  module: string,
  sets: readonly DataSet[],
  inLanguages: InLanguages = () => null
): ShippedRow[] {
  const rows = sets.flatMap((set) =>
    Object.keys(set.records).map((name) => rowOf(module, name, set, inLanguages))
  )
  const double = rows.find(({ name }, index) => rows.findIndex((row) => row.name === name) < index)
  if (double) throw new Error(`it ships two records called "${double.name}"`)
  return inOrder(module, rows)
}

function rowOf(
  module: string,
  name: string,
  { model, records }: DataSet,
  inLanguages: InLanguages
): ShippedRow {
  const values = records[name]!
  const fail = (reason: string) => new Error(`the shipped record ${module}.${name}: ${reason}`)
  if (!NAME.test(name)) throw fail('a name is made of a-z, 0-9 and _')
  const row: ShippedRow = {
    name,
    table_name: model.table,
    place: 0,
    given: {},
    links: {},
    defaults: {},
  }
  for (const [key, value] of Object.entries(values)) {
    const field = model.ownFields[key]
    if (!field || !isStored(field) || field.kind === 'id' || field.options.generated) {
      throw fail(`"${key}" is no field of ${model.label.many} that can be filled`)
    }
    const column = columnOf(key, field)
    if (field.kind === 'many2one' && value !== null) {
      row.links[column] = linkOf(module, field, String(value))
    } else row.given[column] = valueOf(field, value, (reason) => fail(`${key} ${reason}`))
    if (field.options.translate) row.given[translationsColumn(key, field)] = inLanguages(value)
  }
  for (const [key, field] of Object.entries(model.fields)) {
    const column = columnOf(key, field)
    const isSaid = Object.hasOwn(values, key)
    if (isSaid || !isStored(field) || field.options.generated) continue
    if (field.options.default !== undefined) row.defaults[column] = field.options.default
    else if (field.options.required) throw fail(`${key} is missing`)
  }
  return row
}

function valueOf(field: Field, value: unknown, fail: (reason: string) => Error): unknown {
  if (field.kind === 'json') return value
  const { fault, ...read } = readInput(field, value) as ReturnType<typeof readInput> & {
    value?: unknown
  }
  if (fault) throw fail('text' in fault ? fault.text : `is not accepted (${fault.key})`)
  return read.value
}

/** A name without a module before it is one of the module's own. */
function linkOf(module: string, field: Field, to: string) {
  const [name = '', owner = module] = to.split('.').reverse()
  return { module: owner, name, table: targetOf(field).table, required: !!field.options.required }
}

function inOrder(module: string, rows: readonly ShippedRow[]): ShippedRow[] {
  const sorted = new Set<ShippedRow>()
  const visit = (row: ShippedRow, above: readonly ShippedRow[]) => {
    if (sorted.has(row) || above.includes(row)) return
    for (const link of Object.values(row.links)) {
      const target = rows.find(({ name }) => link.module === module && link.name === name)
      if (target) visit(target, [...above, row])
    }
    sorted.add(row)
  }
  for (const row of rows) visit(row, [])
  return [...sorted].map((row, place) => ({ ...row, place }))
}
