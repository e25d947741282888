import { columnExpression } from '../domains/column.ts'
import {
  columnOf,
  CUSTOM_FIELDS,
  isStored,
  targetOf,
  translationsColumn,
  type AskedModel,
  type Field,
  type GroupNames,
  type Many2Many,
  type One2Many,
} from '../domains/fields.ts'
import { fieldsAsked, type DomainNode } from '../domains/node.ts'
import { Parameters } from '../domains/parameters.ts'
import type { Statement } from '../environment/environment.ts'
import { rowsByColumn, rowsRankedByColumn } from './by_column.ts'
import { behindKey, completer, linesKey, readsOf, type Reads } from './computing.ts'
import { markedByLocation, rowsByLocation } from './by_location.ts'
import {
  BRANCH,
  Clauses,
  literal,
  quote,
  titleExpression,
  type Asked,
  type SelectContext,
} from './clauses.ts'
import { Order, type Cursor, type OrderTerm } from './order.ts'
import { partsOf } from './translated_value.ts'

export type { SelectContext } from './clauses.ts'

/** What is asked of a model's table. */
export interface Selection extends Asked {
  /**
   * Names of fields; many2one brings its title as `<name>.title`, many2many a list of pairs of id
   * and title, or of titles alone.
   */
  fields: readonly string[]
  titlesOnly?: boolean
  order: readonly OrderTerm[]
  limit: number
  offset?: number
  cursor?: Cursor
  /** Bring the place of each row, exact to the microsecond, as texts that `cursorOf` reads. */
  withCursor?: boolean
  /** Bring the name of who saved a row last in `SAVED_BY`. */
  withSavedBy?: boolean
  /** Brings in `MARK` the place of the first of these conditions that a row meets. */
  marks?: readonly DomainNode[]
  /** Whether to walk the asker's locations one by one, see `by_location.ts`. */
  byLocation?: boolean
  /** Bring the first rows of each value of a field; `limit` is that of each value. */
  byColumn?: ByColumn
}

/** The values of a selection or a many2one, each of which brings rows of its own. */
export interface ByColumn {
  name: string
  /** The records that a many2one leads to. */
  records?: Selection
  /** Whether the asker sees only those of some locations. */
  located?: boolean
  /** Values, by their text, that bring more rows than the others; empty stands for none. */
  limits: ReadonlyMap<string, number>
}

/** The column that holds the place of the condition that marks a row, or null. */
export const MARK = 'mark'

/** The column that holds the name of who saved a row last. */
export const SAVED_BY = 'saved.by'

/** Rows of a selection, in order, as plain objects keyed by the names of the fields. */
export function selectStatement(selection: Selection, context: SelectContext): Statement {
  const builder = new SelectBuilder(selection, context)
  return { ...builder.rows(), complete: builder.complete }
}

/**
 * The rows of several selections of the same fields of one model in one statement, in the order of
 * each; the column `BRANCH` holds the place of the selection that a row belongs to.
 */
export function selectEachStatement(
  selections: readonly Selection[],
  context: SelectContext
): Statement {
  const parameters = new Parameters()
  const builders = selections.map((each) => new SelectBuilder(each, context, parameters))
  const parts = builders.map((builder, index) => {
    const { text } = builder.rows()
    return `(select ${literal(index)} as ${quote(BRANCH)}, b.* from (${text}) b)`
  })
  const { complete } = builders[0] ?? {}
  return { text: parts.join('\nunion all\n'), values: parameters.values, complete }
}

/** Counting for people stops here; they then read "10,000+". */
export const COUNT_BOUND = 10_000

/** The number of records of a selection, counted up to its limit; one column, `count`. */
export function countStatement(selection: Selection, context: SelectContext): Statement {
  const builder = new SelectBuilder(selection, context)
  return builder.count()
}

class SelectBuilder {
  #selection: Selection
  #context: SelectContext
  #clauses: Clauses
  #order: Order
  /** What the computed fields among the asked ones are made of. */
  #reads: Reads

  constructor(selection: Selection, context: SelectContext, parameters?: Parameters) {
    this.#selection = selection
    this.#context = context
    this.#clauses = new Clauses(selection, context, parameters)
    this.#order = new Order(selection.order, this.#clauses)
    this.#reads = readsOf(selection.model, selection.fields)
  }

  /** Makes rows of this statement whole; null where nothing is left to be made. */
  get complete(): Statement['complete'] {
    const { model, fields } = this.#selection
    return completer(model, fields, this.#context.timeZone) ?? undefined
  }

  rows(): Statement {
    const { limit, offset, cursor } = this.#selection
    const columns = [
      ...new Set([...this.#columns(), ...this.#readColumns()]),
      ...(this.#selection.withCursor ? this.#order.placeColumns() : []),
      ...this.#savedByColumn(),
      ...this.#markColumn(),
    ]
    const where = this.#where().join(' and ')
    const order = this.#order.terms(cursor?.backwards ?? false).join(', ')
    const most = literal(limit)
    const table = quote(this.#selection.model.table)
    const locations = this.#locations()
    if (this.#selection.byColumn) return this.#rowsByColumn({ columns, table, where, order, most })
    const source = locations
      ? rowsByLocation({ table, where, order, most, locations, columns: this.#storedColumns() })
      : `${table} t`
    const parts = [
      `select ${columns.join(', ')} from ${source}`,
      ...this.#clauses.joins(),
      ...(locations ? [] : [`where ${where}`]),
      `order by ${order}`,
      `limit ${most}`,
      ...(offset ? [`offset ${this.#clauses.parameters.add(offset, 'int')}`] : []),
    ]
    return { text: parts.join('\n'), values: this.#clauses.parameters.values }
  }

  #rowsByColumn(walk: {
    columns: string[]
    table: string
    where: string
    order: string
    most: string
  }): Statement {
    const { name, limits, ...linked } = this.#selection.byColumn!
    const { parameters } = this.#clauses
    const field = this.#clauses.field(name)
    const { custom } = field.options
    const read = custom ? rowsRankedByColumn : rowsByColumn
    const source = read({
      ...walk,
      columns: this.#storedColumns(),
      column: columnExpression('t', name, field),
      values: linked.records
        ? new SelectBuilder(linked.records, this.#context, parameters).rows().text
        : this.#options(field),
      limits: {
        keys: parameters.add([...limits.keys()], 'text[]'),
        numbers: parameters.add([...limits.values()], 'int[]'),
      },
      lost: field.kind === 'selection' && custom ? 'true' : null,
      hidden: field.kind === 'selection' ? null : this.#hiddenValue(name, field, linked),
    })
    const { columns, order } = walk
    const joins = this.#clauses.joins().join('\n')
    const text = `select ${columns.join(', ')} from ${source}\n${joins}\norder by ${order}`
    return { text, values: parameters.values }
  }

  /** The options of a selection; no value at all of a link to what the asker may not read. */
  #options({ kind, options }: Field): string {
    if (kind !== 'selection') return 'select null::uuid as id limit 0'
    const keys = this.#clauses.parameters.add(Object.keys(options.options ?? {}), 'text[]')
    return `select unnest(${keys}) as id`
  }

  /**
   * That a link leads to what the asker may not see, or that of a custom field to no record any more.
   * Null where there are none.
   */
  #hiddenValue(
    name: string,
    field: Field,
    { records, located }: Pick<ByColumn, 'records' | 'located'>
  ): string | null {
    const column = columnExpression('t', name, field)
    if (!records) return `${column} is not null`
    const rule = this.#clauses.ruleFor(records.model, 'x')
    if (rule.length === 0 && !located && !field.options.custom) return null
    const conditions = [`x.tenant_id = t.tenant_id and x.id = ${column}`, ...rule]
    const seen = `select from ${quote(records.model.table)} x where ${conditions.join(' and ')}`
    return `${column} is not null and not exists (${seen})`
  }

  count(): Statement {
    const where = this.#where().join(' and ')
    const table = quote(this.#selection.model.table)
    const most = literal(this.#selection.limit)
    const locations = this.#locations()
    const rows = locations
      ? markedByLocation({ table, where, most, locations })
      : `select 1 from ${table} t where ${where} limit ${most}`
    return {
      text: `select count(*)::int as count from (${rows}) c`,
      values: this.#clauses.parameters.values,
    }
  }

  /**
   * The locations of the scope, asked of the database: if their number were known beforehand,
   * PostgreSQL would plan the statement anew for every page.
   */
  #locations(): string | null {
    return this.#selection.byLocation ? 'app.location_ids()' : null
  }

  /** Columns of the model's own table that the selection shows, joins on or orders by. */
  #storedColumns(): string[] {
    const { fields, order, marks = [] } = this.#selection
    const marked = marks.flatMap((node) => [...fieldsAsked(node)])
    const read = this.#reads.own
    const names = new Set(['id', ...fields, ...read, ...marked, ...order.map(({ name }) => name)])
    const own = new Set([...names].map((name) => partsOf(name).field))
    const stored = [...own].filter((name) => isStored(this.#clauses.field(name)))
    const columns = stored.flatMap((name) => {
      const field = this.#clauses.field(name)
      if (field.options.custom) return [CUSTOM_FIELDS]
      const column = columnOf(name, field)
      return field.options.translate ? [column, translationsColumn(name, field)] : [column]
    })
    return [...new Set(['tenant_id', ...columns])].map((column) => quote(column))
  }

  #columns(): string[] {
    return ['id', ...this.#selection.fields.filter((name) => name !== 'id')].flatMap((name) => {
      const translated = this.#clauses.translation(name)
      if (translated) return [`${translated} as ${quote(name)}`]
      const field = this.#clauses.field(name)
      if (field.kind === 'one2many' || field.kind === 'computed') return []
      if (field.kind === 'many2many') return [`${this.#linked(field)} as ${quote(name)}`]
      if (field.kind === 'groups') return [`${this.#groupNames(field)} as ${quote(name)}`]
      const column = `${columnExpression('t', name, field)} as ${quote(name)}`
      if (field.kind !== 'many2one') return [column]
      return [column, `${this.#clauses.title(name)} as ${quote(`${name}.title`)}`]
    })
  }

  /** What computed fields are made of and that is not asked for itself. */
  #readColumns(): string[] {
    const { own, behind, lines } = this.#reads
    const columns = own.map((name) => {
      return `${columnExpression('t', name, this.#clauses.field(name))} as ${quote(name)}`
    })
    const linked = behind.flatMap(({ name, parts }) => {
      const { allFields } = targetOf(this.#clauses.field(name))
      return parts.map((part) => {
        const value = columnExpression(this.#clauses.joined(name), part, allFields[part]!)
        return `${value} as ${quote(behindKey(name, part))}`
      })
    })
    const many = lines.map(({ name, parts }) => {
      return `${this.#lines(name, parts)} as ${quote(linesKey(name))}`
    })
    return [...columns, ...linked, ...many]
  }

  /** The lines of a one2many that the asker may read and that are not archived, as objects of parts. */
  #lines(name: string, parts: readonly string[]): string {
    const { inverse, target: targeted } = this.#clauses.field(name) as One2Many<AskedModel>
    const target = targeted()
    const { allFields } = target
    const column = (part: string) => columnExpression('x', part, allFields[part]!)
    const pairs = parts.map((part) => `'${part.replaceAll("'", "''")}', ${column(part)}`)
    const conditions = [
      `x.tenant_id = ${this.#clauses.tenant} and ${column(inverse)} = t.id`,
      ...(Object.hasOwn(allFields, 'active') ? [column('active')] : []),
      ...this.#clauses.ruleFor(target, 'x'),
    ]
    return (
      `(select json_agg(json_build_object(${pairs.join(', ')}) order by x.id) ` +
      `from ${quote(target.table)} x where ${conditions.join(' and ')})`
    )
  }

  #savedByColumn(): string[] {
    if (!this.#selection.withSavedBy) return []
    return [
      `(select m.name from memberships m
        where m.tenant_id = t.tenant_id and m.id = t.updated_by) as ${quote(SAVED_BY)}`,
    ]
  }

  #markColumn(): string[] {
    const { marks = [] } = this.#selection
    if (marks.length === 0) return []
    const cases = marks.map((node, place) => `when ${this.#clauses.condition(node)} then ${place}`)
    return [`case ${cases.join(' ')} end as ${quote(MARK)}`]
  }

  #linked(field: Field): string {
    const target = targetOf(field)
    const { table, key, otherKey } = (field as Many2Many<AskedModel>).through
    const shown = this.#clauses.showsTitles(target) ? titleExpression('x', target) : 'null::text'
    const value = this.#selection.titlesOnly ? shown : `json_build_array(x.id, ${shown})`
    const conditions = [
      `p.tenant_id = ${this.#clauses.tenant} and p.${quote(key)} = t.id`,
      ...this.#clauses.ruleFor(target, 'x'),
    ]
    return (
      `(select json_agg(${value} order by ${this.#clauses.showsTitles(target) ? shown : 'x.id'}) ` +
      `from ${quote(table)} p join ${quote(target.table)} x on x.tenant_id = p.tenant_id and x.id = p.${quote(otherKey)} ` +
      `where ${conditions.join(' and ')})`
    )
  }

  #groupNames(field: Field): string {
    const { table, key } = (field as GroupNames).through
    return (
      `(select json_agg(p.group_name order by p.group_name) from ${quote(table)} p ` +
      `where p.tenant_id = ${this.#clauses.tenant} and p.${quote(key)} = t.id)`
    )
  }

  #where(): string[] {
    const { cursor } = this.#selection
    const conditions = this.#clauses.conditions()
    return cursor ? [...conditions, this.#order.behind(cursor)] : conditions
  }
}
