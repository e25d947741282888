import { columnExpression } from '../domains/column.ts'
import { isStored, type AskedModel, type Field } from '../domains/fields.ts'
import { quote, type Clauses } from './clauses.ts'

export interface OrderTerm {
  name: string
  descending: boolean
}

/** A place in an ordered list: the values of the order's fields, null where empty, and of the id. */
export interface Cursor {
  values: readonly unknown[]
  id: string
  /** Whether the page before the place is wanted instead of the page after it. */
  backwards: boolean
}

/** The column that holds the place of a row in a term of the order. */
const cursorColumn = (term: number) => (term === 0 ? 'cursor' : `cursor.${term}`)

/** The place of a row of a selection that was asked for with it: a text for each term of its order. */
export function cursorOf(
  row: Readonly<Record<string, unknown>>,
  order: readonly OrderTerm[]
): (string | null)[] {
  return order.map((_, term) => row[cursorColumn(term)] as string | null)
}

/** The first order term whose page after page can be found by key instead of by counting rows. */
export function keysetTerm(model: AskedModel, order: readonly OrderTerm[]): OrderTerm | null {
  const [term, ...others] = order
  if (!term || others.length > 0) return null
  const field = model.allFields[term.name]
  const isFilled = field && isStored(field) && field.options.required && !field.options.custom
  return isFilled && field.kind !== 'many2one' ? term : null
}

/** The order of the records of a statement, and what lies behind a place in it. */
export class Order {
  #terms: readonly OrderTerm[]
  #clauses: Clauses

  constructor(terms: readonly OrderTerm[], clauses: Clauses) {
    this.#terms = terms
    this.#clauses = clauses
  }

  /** The terms of `order by`, which end with the id. */
  terms(backwards: boolean): string[] {
    const terms = this.#terms.map(({ name, descending }) => {
      const direction = descending !== backwards ? ' desc' : ''
      return `${this.#expression(name)}${direction}`
    })
    if (this.#terms.some(({ name }) => name === 'id')) return terms
    const last = (this.#terms.at(-1)?.descending ?? false) !== backwards
    return [...terms, `t.id${last ? ' desc' : ''}`]
  }

  /** The columns that `cursorOf` reads. */
  placeColumns(): string[] {
    return this.#terms.map(
      ({ name }, term) => `${this.#expression(name)}::text as ${quote(cursorColumn(term))}`
    )
  }

  /** The condition of what comes behind a place. */
  behind(cursor: Cursor): string {
    const id = this.#clauses.parameters.add(cursor.id, 'uuid')
    const term = keysetTerm(this.#clauses.model, this.#terms)
    if (!term || term.name === 'id') return this.#behindTerms(this.#terms, cursor, id)
    const sign = term.descending !== cursor.backwards ? '<' : '>'
    const type = castOf(this.#clauses.field(term.name))
    const value = this.#clauses.parameters.add(cursor.values[0], type)
    return `(${this.#expression(term.name)}, t.id) ${sign} (${value}, ${id})`
  }

  /**
   * What comes behind a place: behind it in the first term, or at it there and behind it in the
   * others. What is empty is last, and first the other way round, as PostgreSQL orders it.
   */
  #behindTerms(terms: readonly OrderTerm[], cursor: Cursor, id: string): string {
    const { values, backwards } = cursor
    const [term, ...others] = terms
    const isDown = (term ?? this.#terms.at(-1))?.descending !== backwards
    const sign = isDown ? '<' : '>'
    if (!term || term.name === 'id') return `t.id ${sign} ${id}`
    const field = this.#clauses.field(term.name)
    const expression = this.#expression(term.name)
    const [value, ...rest] = values
    const further = this.#behindTerms(others, { ...cursor, values: rest }, id)
    if (value === null) {
      const atPlace = `${expression} is null and ${further}`
      return isDown ? `(${expression} is not null or ${atPlace})` : `(${atPlace})`
    }
    const at = this.#clauses.parameters.add(value, castOf(field))
    const empty = isDown ? '' : `${expression} is null or `
    return `(${empty}${expression} ${sign} ${at} or ${expression} = ${at} and ${further})`
  }

  /** What the records are ordered by for a field; a link by the title of what it leads to. */
  #expression(name: string): string {
    const field = this.#clauses.field(name)
    return field.kind === 'many2one'
      ? this.#clauses.title(name)
      : columnExpression('t', name, field)
  }
}

/** The PostgreSQL type that a cursor's value is cast to. */
function castOf(field: Field): string {
  switch (field.kind) {
    case 'id':
      return 'uuid'
    case 'datetime':
      return 'timestamptz'
    case 'date':
      return 'date'
    case 'integer':
      return 'int'
    case 'decimal':
    case 'money':
      return 'numeric'
    case 'boolean':
      return 'boolean'
    default:
      return 'text'
  }
}
