import { columnExpression } from '../domains/column.ts'
import {
  columnOf,
  targetOf,
  type AskedModel,
  type Field,
  type Many2Many,
} from '../domains/fields.ts'
import { isMoment, isNumber } from '../domains/operators.ts'
import { Parameters } from '../domains/parameters.ts'
import type { Statement } from '../environment/environment.ts'
import {
  BRANCH,
  Clauses,
  literal,
  quote,
  titleExpression,
  type Asked,
  type SelectContext,
} from './clauses.ts'

/** The spans of time by which moments are put together. */
export const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Unit = (typeof UNITS)[number]

/** One level of groups: a field, and for moments the span of time. */
export interface GroupTerm {
  name: string
  unit?: Unit
  /** Whether links to what the asker may not see are a group of their own, apart from no link. */
  hiddenApart?: boolean
}

/** What is computed for each group beside the number of its records. */
export interface Measure {
  name: string
  /** `count` is the number of records that have a value. */
  by: 'sum' | 'avg' | 'min' | 'max' | 'count'
}

/** What is asked: groups of records, level by level, with measures. */
export interface Aggregation extends Asked {
  /** No level is one group of everything. */
  groupBy: readonly GroupTerm[]
  measures: readonly Measure[]
  /** Sets of levels, by their places: groups of each are brought, see `crossGroupsOf`. */
  sets?: readonly (readonly number[])[]
  /** Groups to bring; all where nothing is said. */
  limit?: number
  offset?: number
}

/** One row of an answer. */
export interface Group {
  /** A value for each level; null where records have none, or none that the asker may see. */
  keys: readonly GroupKey[]
  count: number
  /** By `measureKey`. A sum, average, least or greatest value; null of nothing. */
  measures: Readonly<Record<string, number | null>>
}

export interface GroupKey {
  /** As the column has it: an id, an option, a day as `2026-11-01`. */
  value: string | number | boolean | null
  /** The title of a linked record. */
  title: string | null
  /** Whether the value leads to what the asker may not see; said where `hiddenApart` asks for it. */
  isHidden?: boolean
}

/** Numbers that are no quantities: the place in an order, and how often a record was changed. */
const NO_MEASURES = ['sequence', 'version']

/** Whether a field of this name has sums, averages, least and greatest values. */
export function isMeasure(name: string, { kind }: Field): boolean {
  return isNumber(kind) && !NO_MEASURES.includes(name)
}

/** Whether records can be put into groups by the field. */
export function isGroupable({ kind }: Field): boolean {
  const never = ['one2many', 'groups', 'computed', 'json', 'longText', 'id']
  return !never.includes(kind)
}

/** Under which name a measure stands in the answer. */
export function measureKey({ name, by }: Measure): string {
  return `${by}:${name}`
}

/**
 * Counts and measures of groups in one statement. A record with several tags is in several groups.
 * Groups come in the order of their values: options as declared, records by their "sequence" and title, days in time;
 * records without a value last.
 */
export function aggregateStatement(asked: Aggregation, context: SelectContext): Statement {
  return new AggregateBuilder(asked, context).statement()
}

/**
 * The groups of several aggregations with the same measures, one level each, in one statement: in
 * the order of each, with the place of the aggregation in the column `BRANCH` and the number of all
 * its groups, also of those beyond the limit, in `GROUPS`.
 */
export function aggregateEachStatement(
  asked: readonly Aggregation[],
  context: SelectContext
): Statement {
  const parameters = new Parameters()
  const parts = asked.map((each, index) =>
    new AggregateBuilder(each, context, parameters).branch(index)
  )
  return { text: parts.join('\nunion all\n'), values: parameters.values }
}

/** The column that holds the number of all groups of an aggregation. */
export const GROUPS = 'groups'

/** The rows of the statement as groups. */
export function groupsOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  { groupBy, measures }: Pick<Aggregation, 'groupBy' | 'measures'>
): Group[] {
  return rows.map((row) => ({
    keys: groupBy.map((_, level) => ({
      value: (row[`g${level}`] ?? null) as GroupKey['value'],
      title: (row[`g${level}.title`] ?? null) as string | null,
      ...(row[`g${level}.hidden`] === true && { isHidden: true }),
    })),
    count: Number(row.count),
    measures: Object.fromEntries(
      measures.map((measure) => {
        const value = row[measureKey(measure)]
        return [measureKey(measure), value === null ? null : Number(value)]
      })
    ),
  }))
}

/** A group of one of several sets of levels: a key for each level that its set has, else null. */
export interface CrossGroup extends Omit<Group, 'keys'> {
  keys: readonly (GroupKey | null)[]
}

/** The rows of a statement with `sets` as groups. */
export function crossGroupsOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  asked: Pick<Aggregation, 'groupBy' | 'measures'>
): CrossGroup[] {
  return groupsOf(rows, asked).map((group, index) => ({
    ...group,
    keys: group.keys.map((key, level) => (rows[index]![`g${level}.out`] === 0 ? key : null)),
  }))
}

function isLink({ kind }: Field): boolean {
  return kind === 'many2one' || kind === 'many2many'
}

class AggregateBuilder {
  #asked: Aggregation
  #context: SelectContext
  #clauses: Clauses
  #links: string[] = []

  constructor(asked: Aggregation, context: SelectContext, parameters?: Parameters) {
    this.#asked = asked
    this.#context = context
    this.#clauses = new Clauses(asked, context, parameters)
  }

  /** The groups of the one level as a part of a statement of several; keys of all kinds as JSON. */
  branch(index: number): string {
    const { groupBy, measures } = this.#asked
    const { text } = this.statement([`(count(*) over ())::int as ${quote(GROUPS)}`])
    const isLinked = isLink(this.#clauses.field(groupBy[0]!.name))
    const columns = [
      `${literal(index)} as ${quote(BRANCH)}`,
      'to_jsonb(b."g0") as "g0"',
      `${isLinked ? 'b."g0.title"' : 'null::text'} as "g0.title"`,
      ...['count', GROUPS, ...measures.map(measureKey)].map((name) => `b.${quote(name)}`),
    ]
    return `(select ${columns.join(', ')} from (${text}) b)`
  }

  statement(extra: readonly string[] = []): Statement {
    const { groupBy, measures, limit, offset, sets } = this.#asked
    const levels = groupBy.map((term, level) =>
      sets?.every((set) => !set.includes(level)) ? outside(level) : this.#level(term, level)
    )
    const columns = [
      ...levels.flatMap(({ columns: own }) => own),
      ...(sets ? levels.map(({ by }, level) => marker(by[0], level)) : []),
      'count(*)::int as count',
      ...measures.map((measure) => this.#measure(measure)),
      ...extra,
    ]
    const where = this.#clauses.conditions().join(' and ')
    const keys = levels.flatMap(({ by }) => by)
    const keysOf = (set: readonly number[]) => `(${set.flatMap((at) => levels[at]!.by).join(', ')})`
    const parts = [
      `select ${columns.join(', ')} from ${quote(this.#clauses.model.table)} t`,
      ...this.#clauses.joins(),
      ...this.#links,
      `where ${where}`,
      ...(sets ? [`group by grouping sets (${sets.map((set) => keysOf(set)).join(', ')})`] : []),
      ...(keys.length > 0 && !sets ? [`group by ${keys.join(', ')}`] : []),
      ...(levels.length > 0 ? [`order by ${levels.map(({ order }) => order).join(', ')}`] : []),
      ...(limit === undefined ? [] : [`limit ${literal(limit)}`]),
      ...(offset ? [`offset ${this.#clauses.parameters.add(offset, 'int')}`] : []),
    ]
    return { text: parts.join('\n'), values: this.#clauses.parameters.values }
  }

  /** The columns of one level, what is grouped by, and the order. */
  #level({ name, unit, hiddenApart }: GroupTerm, level: number) {
    const field = this.#clauses.field(name)
    const value = quote(`g${level}`)
    const title = quote(`g${level}.title`)
    if (isLink(field)) {
      const { id, named, place } = this.#linked(name, field, level)
      const hidden = hiddenApart
        ? [`(${id} is null and ${columnExpression('t', name, field)} is not null)`]
        : []
      return {
        columns: [
          `${id} as ${value}`,
          `${named} as ${title}`,
          ...hidden.map((isHidden) => `${isHidden} as ${quote(`g${level}.hidden`)}`),
        ],
        by: [id, ...(named.startsWith('null') ? [] : [named]), ...hidden],
        order: `${this.#placed(id, place)}${title} nulls last, ${value} nulls last`,
      }
    }
    const expression = this.#expression(name, field, unit)
    return {
      columns: [`${expression} as ${value}`],
      by: [expression],
      order: this.#order(field, expression, value),
    }
  }

  #expression(name: string, field: Field, unit: Unit | undefined): string {
    const column = columnExpression('t', name, field)
    if (field.kind === 'boolean' && field.options.custom) return `coalesce(${column}, false)`
    if (!isMoment(field.kind)) return column
    const zone = this.#zone
    const local = field.kind === 'date' ? `${column}::timestamp` : `${column} at time zone ${zone}`
    if (unit === 'week') return this.#week(local)
    return `date_trunc('${UNITS.find((each) => each === unit) ?? 'month'}', ${local})::date::text`
  }

  /** PostgreSQL begins weeks with Monday: for those who do not, days are moved before and after. */
  #week(local: string): string {
    const later = (8 - (this.#context.firstWeekday ?? 1)) % 7
    return `(date_trunc('week', ${local} + interval '${later} days')::date - ${later})::text`
  }

  /** The time zone is written into the statement: a parameter in `group by` would be another one. */
  get #zone(): string {
    return `'${this.#context.timeZone.replaceAll("'", "''")}'`
  }

  /** Options stand in the order of their declaration. */
  #order(field: Field, expression: string, value: string): string {
    if (field.kind !== 'selection') return `${value} nulls last`
    const options = Object.keys(field.options.options ?? {})
    const place = this.#clauses.parameters.add(options, 'text[]')
    return `min(array_position(${place}, ${expression})) nulls last, ${value} nulls last`
  }

  /** Linked records that have an order of their own stand in it. */
  #placed(id: string, place: string | null): string {
    if (place === null) return ''
    const least = `min(${place})`
    return `${this.#asked.sets ? `case when grouping(${id}) = 0 then ${least} end` : least} nulls last, `
  }

  /**
   * Id and title of linked records, null for links to what the asker may not see; and the column of
   * their order, if they have one.
   */
  #linked(name: string, field: Field, level: number) {
    const target = targetOf(field)
    const sequence = hasOrder(target)
      ? quote(columnOf('sequence', target.allFields.sequence!))
      : null
    if (field.kind === 'many2one') {
      const joined = this.#clauses.joined(name)
      const place = sequence && `${joined}.${sequence}`
      return { id: `${joined}.id`, named: this.#clauses.title(name), place }
    }
    const { table, key, otherKey } = (field as Many2Many<AskedModel>).through
    const alias = `l${level}`
    const shown = this.#clauses.showsTitles(target) ? titleExpression('x', target) : 'null::text'
    const conditions = [
      `p.tenant_id = ${this.#clauses.tenant} and p.${quote(key)} = t.id`,
      ...this.#clauses.ruleFor(target, 'x'),
    ]
    this.#links.push(
      `left join lateral (select x.id, ${shown} as title${sequence ? `, x.${sequence} as place` : ''} from ${quote(table)} p ` +
        `join ${quote(target.table)} x on x.tenant_id = p.tenant_id and x.id = p.${quote(otherKey)} ` +
        `where ${conditions.join(' and ')}) ${alias} on true`
    )
    return { id: `${alias}.id`, named: `${alias}.title`, place: sequence && `${alias}.place` }
  }

  #measure(measure: Measure): string {
    const column = columnExpression('t', measure.name, this.#clauses.field(measure.name))
    const numeric = measure.by === 'sum' || measure.by === 'avg' ? '::numeric' : ''
    return `${measure.by}(${column}${numeric}) as ${quote(measureKey(measure))}`
  }
}

/** Whether records of a model are put into an order by people. */
export function hasOrder({ allFields }: AskedModel): boolean {
  return Object.hasOwn(allFields, 'sequence') && allFields.sequence!.kind === 'integer'
}

/** A level that no set has. */
function outside(level: number) {
  const value = quote(`g${level}`)
  return { columns: [`null::text as ${value}`], by: [], order: value }
}

/** Whether a level is outside the set that a row is of, as 0 or 1. */
function marker(expression: string | undefined, level: number): string {
  const name = quote(`g${level}.out`)
  return expression ? `grouping(${expression}) as ${name}` : `1 as ${name}`
}
