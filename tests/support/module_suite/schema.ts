import { columnOf, isStored, targetOf, type Field, type Many2Many } from '#app/domains/fields'
import { limitsOf } from '#app/models/field_input'
import type { Model } from '#app/models/model'
import type { LoadedModule } from '#app/modules/loader'
import type { SearchTree } from '#app/views/declarations'
import type { TenantTableShape } from '../sample_rows.ts'
import type { Scratch } from './scratch.ts'

/** The types of column in which a field of each kind may be stored. */
const fitting: Readonly<Record<string, readonly string[]>> = {
  id: ['uuid'],
  text: ['text', 'character varying'],
  longText: ['text'],
  email: ['text', 'character varying'],
  phone: ['text', 'character varying'],
  url: ['text', 'character varying'],
  integer: ['integer', 'smallint'],
  decimal: ['numeric'],
  money: ['numeric'],
  boolean: ['boolean'],
  date: ['date'],
  datetime: ['timestamp with time zone'],
  selection: ['text', 'character varying'],
  many2one: ['uuid'],
  json: ['jsonb'],
}

/** Columns that the host fills without a field. */
const ofTheHost = [
  'tenant_id',
  'id',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
]

/** Everything in which the tables differ from what the module's models declare. */
export function schemaFaults(module: LoadedModule, scratch: Scratch): string[] {
  const prefix = `${module.name.replaceAll('-', '_')}_`
  const names = (scratch.tablesOf.get(module.name) ?? [])
    .filter((name) => !name.startsWith(prefix))
    .map((name) => `the table "${name}" does not begin with ${prefix}`)
  return [
    ...names,
    ...module.models.flatMap((model) => modelFaults(module, model, scratch)),
    ...addedFaults(module, scratch),
    ...module.models.flatMap((model) => generatedFaults(model, scratch)),
    ...searchFaults(module, scratch),
  ]
}

function modelFaults(module: LoadedModule, model: typeof Model, scratch: Scratch): string[] {
  const shape = scratch.shapes.get(model.table)
  if (!shape) return [`${model.name}: there is no table "${model.table}"`]
  const isOwn = scratch.tablesOf.get(module.name)?.includes(model.table) ?? false
  if (!isOwn && !scratch.hostTables.has(model.table)) {
    return [`${model.name}: the table "${model.table}" is another module's`]
  }
  const declared = Object.entries(model.allFields)
  return [
    ...declared.flatMap(([name, field]) =>
      fieldFaults(`${model.name}.${name}`, columnOf(name, field), field, shape, scratch, isOwn)
    ),
    ...alikeFaults(model, shape),
    ...(isOwn ? undeclared(model, shape) : []),
  ]
}

/** Whoever makes a record waits until those that are alike are found, however many there are. */
function alikeFaults(model: typeof Model, { indexed }: TenantTableShape): string[] {
  const columnsOf = (names: readonly string[]) =>
    names.map((name) => columnOf(name, model.allFields[name]!))
  return model.alike
    .filter((names) => !columnsOf(names).some((column) => indexed.includes(column)))
    .map((names) => `${model.name}: no index begins with one of ${names.join(', ')}, to find alike`)
}

/** Fields that the module adds to models of others, whose columns its migrations bring. */
function addedFaults({ extensions }: LoadedModule, scratch: Scratch): string[] {
  const added = extensions.flatMap((file) =>
    file.extensions.filter((extension) => extension.kind === 'fields')
  )
  return added.flatMap(({ model, fields }) => {
    const shape = scratch.shapes.get(model.table)
    if (!shape) return [`${model.name}: there is no table "${model.table}"`]
    return Object.entries(fields).flatMap(([name, field]) =>
      fieldFaults(`${model.name}.${name}`, columnOf(name, field), field, shape, scratch, true)
    )
  })
}

function fieldFaults(
  at: string,
  column: string,
  field: Field,
  shape: TenantTableShape,
  scratch: Scratch,
  isOwn: boolean
): string[] {
  if (field.kind === 'many2many') return pairFaults(at, shape.name, field as never, scratch)
  if (!isStored(field)) return []
  const found = shape.columns.find(({ name }) => name === column)
  if (!found) return [`${at} has no column "${column}"`]
  const { options } = field
  const type = found.type.replace(/\(.*\)/, '')
  const faults: string[] = []
  if (!fitting[field.kind]?.includes(type)) faults.push(`${at} is stored as ${type}`)
  if ((options.generated ?? false) !== found.generated) {
    faults.push(`${at}: field and column do not agree on being generated`)
  }
  if (!found.generated) {
    if (options.required && !found.required) faults.push(`${at} is required, but may be null`)
    const isFilled = options.required || options.default !== undefined || found.hasDefault
    const isOptional = !['id', 'json'].includes(field.kind) && !isFilled
    if (found.required && isOptional) faults.push(`${at} is not required, but may not be null`)
  }
  if (options.translate) faults.push(...translationFaults(at, column, shape))
  if (type === 'numeric') faults.push(...digitFaults(at, field, found.type))
  if (field.kind === 'selection') faults.push(...optionFaults(at, field, found.options, isOwn))
  if (field.kind === 'many2one') faults.push(...linkFaults(at, column, field, shape))
  return faults
}

/** A column of numbers has room for all that its field takes. */
function digitFaults(at: string, field: Field, type: string): string[] {
  const [, digits, scale] = /\((\d+),(\d+)\)/.exec(type) ?? []
  if (digits === undefined) return []
  const { min, max } = limitsOf(field)
  const most = Math.max(-min, max)
  return most < 10 ** (Number(digits) - Number(scale))
    ? []
    : [`${at} takes ${most}, which is more than ${type} holds: declare min and max`]
}

/** A translated field keeps its values in other languages beside it. */
function translationFaults(at: string, column: string, { columns }: TenantTableShape): string[] {
  const name = `${column}_translations`
  const found = columns.find((each) => each.name === name)
  return found?.type === 'jsonb' ? [] : [`${at} has no column "${name}" for its translations`]
}

/** Options that are found out when they are asked for, such as countries, no check can know. */
function optionFaults(at: string, field: Field, found: string[] | null, isOwn: boolean): string[] {
  const isFixed = !Object.getOwnPropertyDescriptor(field.options, 'options')?.get
  if (!isFixed) return []
  const wanted = Object.keys(field.options.options ?? {})
  if (!found) return isOwn ? [`${at}: no check keeps other values out`] : []
  const isSame = wanted.length === found.length && wanted.every((key) => found.includes(key))
  return isSame ? [] : [`${at} offers ${wanted.join(', ')}, but the column ${found.join(', ')}`]
}

function linkFaults(at: string, column: string, field: Field, { links }: TenantTableShape) {
  const { table } = targetOf(field)
  return links.some((link) => isLink(link, column, table))
    ? []
    : [`${at}: no foreign key (tenant_id, ${column}) leads to "${table}"`]
}

function pairFaults(at: string, own: string, field: Many2Many<typeof Model>, scratch: Scratch) {
  const { table, key, otherKey } = field.through
  const pairs = scratch.shapes.get(table)
  if (!pairs) return [`${at}: there is no table "${table}"`]
  const other = targetOf(field).table
  const isPair = (column: string, target: string) =>
    pairs.links.some((link) => isLink(link, column, target))
  return isPair(key, own) && isPair(otherKey, other)
    ? []
    : [`${at}: "${table}" does not link "${own}" by ${key} and "${other}" by ${otherKey}`]
}

function isLink(link: TenantTableShape['links'][number], column: string, table: string): boolean {
  return link.table === table && link.columns.join() === `tenant_id,${column}`
}

/** A column that must be filled although no field says so would refuse every new record. */
function undeclared(model: typeof Model, shape: TenantTableShape): string[] {
  const declared = Object.entries(model.allFields).map(([name, field]) => columnOf(name, field))
  return shape.columns
    .filter(({ required, hasDefault, generated }) => required && !hasDefault && !generated)
    .filter(({ name }) => !declared.includes(name) && !ofTheHost.includes(name))
    .map(({ name }) => `${model.name}: no field fills the column "${name}", which may not be null`)
}

/**
 * A generated column shows what it is made of, so its field must say so, for those who may not see
 * one of the parts. The searchable column is made of the fields with `search: true`.
 */
function generatedFaults(model: typeof Model, { generated }: Scratch): string[] {
  const stored = Object.entries(model.allFields).filter(([, field]) => isStored(field))
  const partsOf = (column: string) => {
    const text = generated.get(`${model.table}.${column}`)
    return text && stored.filter(([name, field]) => holds(text, columnOf(name, field)))
  }
  const faults = stored.flatMap(([name, field]) => {
    const { depends = [] } = field.options
    const unsaid = (partsOf(columnOf(name, field)) || []).filter(
      ([part]) => !depends.includes(part)
    )
    return unsaid.map(([part]) => `${model.name}.${name} is made of "${part}" and does not say so`)
  })
  const searched = partsOf('search_text')
  if (!searched) return faults
  const names = searched.map(([name]) => name)
  return [
    ...faults,
    ...searched
      .filter(([, { options }]) => !options.search)
      .map(([name]) => `${model.name}.${name} is searched without \`search: true\``),
    ...stored
      .filter(([name, { options }]) => options.search && !names.includes(name))
      .map(([name]) => `${model.name}.${name} is not part of the searchable column`),
  ]
}

/**
 * The search box finds what the searchable column holds, so it must hold what is offered. The
 * host fills those of its own tables by itself.
 */
function searchFaults({ name, views }: LoadedModule, scratch: Scratch): string[] {
  return views
    .filter(({ kind }) => kind === 'search')
    .flatMap(({ model, tree }) => {
      const fields = (tree as SearchTree).fields.filter((field) => model.allFields[field])
      const shape = scratch.shapes.get(model.table)
      const isThere = shape?.columns.some((column) => column.name === 'search_text')
      if (!isThere) return fields.length > 0 ? [`"${model.table}" has no searchable column`] : []
      if (!scratch.tablesOf.get(name)?.includes(model.table)) return []
      const text = scratch.generated.get(`${model.table}.search_text`) ?? ''
      return fields
        .filter((field) => !holds(text, columnOf(field, model.allFields[field]!)))
        .map((field) => `${model.name}.${field} is not part of the searchable column`)
    })
}

function holds(text: string, column: string): boolean {
  return new RegExp(`\\b${column}\\b`).test(text)
}
