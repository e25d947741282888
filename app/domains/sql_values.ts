import { daysOf, isMomentary, spanOf, type Span } from './moments.ts'
import { type Scalar, type TermNode, type TermOperator } from './node.ts'
import { isLike, isList, isMoment } from './operators.ts'
import type { Context } from './sql_context.ts'

const types: Readonly<Record<string, string>> = {
  id: 'uuid',
  many2one: 'uuid',
  integer: 'integer',
  decimal: 'numeric',
  money: 'numeric',
}

/** What a term says about one column that holds values of a kind. */
export function columnTerm(column: string, kind: string, node: TermNode, context: Context): string {
  const { operator, value } = node
  const type = types[kind] ?? 'text'
  if (isLike(operator)) return textTerm(column, operator, String(value), context)
  if (isList(operator)) return listTerm(column, type, node, context)
  if (value === null) return operator === '=' ? `${column} is null` : `${column} is not null`
  if (kind === 'boolean') {
    return (value === true) === (operator === '=') ? column : `${column} is not true`
  }
  if (isMoment(kind)) return momentTerm(column, kind, node, context)
  const bound = context.parameters.add(value, type)
  return compared(column, operator, bound)
}

function compared(column: string, operator: TermOperator, bound: string): string {
  if (operator === '!=') return `${column} is distinct from ${bound}`
  return `${column} ${operator} ${bound}`
}

function listTerm(column: string, type: string, node: TermNode, context: Context): string {
  const values = node.value as readonly Scalar[]
  const present = values.filter((value) => value !== null)
  const withNull = present.length < values.length
  const bound = context.parameters.add(present, `${type}[]`)
  if (node.operator === 'in') {
    const among = `${column} = any(${bound})`
    return withNull ? `(${among} or ${column} is null)` : among
  }
  const among = `${column} <> all(${bound})`
  return withNull ? `(${among} and ${column} is not null)` : `(${among} or ${column} is null)`
}

/** A search in a text; what `%`, `_` and `\` mean is left to `=like` and `=ilike`. */
export function textTerm(
  text: string,
  operator: TermOperator,
  value: string,
  context: Context
): string {
  if (operator === '=like' || operator === '=ilike') {
    return `${text} ${operator.slice(1)} ${context.parameters.add(value, 'text')}`
  }
  const negative = operator.startsWith('not ')
  if (value === '') return negative ? 'false' : 'true'
  const pattern = `%${value.replace(/[\\%_]/g, '\\$&')}%`
  const condition = `${text} ${operator} ${context.parameters.add(pattern, 'text')}`
  return negative ? `(${condition} or ${text} is null)` : condition
}

function momentTerm(column: string, kind: string, node: TermNode, context: Context): string {
  const { operator } = node
  const value = node.value as Parameters<typeof spanOf>[0]
  const bind = (when: Span['start']) =>
    kind === 'date'
      ? context.parameters.add(when.toISODate(), 'date')
      : context.parameters.add(when.toUTC().toISO(), 'timestamptz')
  const span = kind === 'date' ? daysOf(value, context) : spanOf(value, context)
  if (isMomentary(span)) return compared(column, operator, bind(span.start))
  switch (operator) {
    case '=':
      return `(${column} >= ${bind(span.start)} and ${column} < ${bind(span.end)})`
    case '!=':
      return `(${column} < ${bind(span.start)} or ${column} >= ${bind(span.end)} or ${column} is null)`
    case '<':
      return `${column} < ${bind(span.start)}`
    case '<=':
      return `${column} < ${bind(span.end)}`
    case '>':
      return `${column} >= ${bind(span.end)}`
    default:
      return `${column} >= ${bind(span.start)}`
  }
}
