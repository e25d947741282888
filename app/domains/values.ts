import { DomainError, quoted, wording, type Saying } from './errors.ts'
import type { Field } from './fields.ts'
import { isWhen } from './moments.ts'
import type { Scalar, TermOperator, Value } from './node.ts'
import { isLike, isList, isMoment, isNumber, isRelation, isText } from './operators.ts'

const LONGEST_LIST = 1000
const LONGEST_TEXT = 4000
const LARGEST_INTEGER = 2147483647
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

interface Asked {
  readonly name: string
  readonly field: Field
  readonly operator: TermOperator
  readonly at: readonly number[]
}

/**
 * The value as the tree keeps it: null where nothing is meant (Odoo writes `false`), ids and
 * e-mail addresses in lower case, `child_of` with a list. Throws DomainError.
 */
export function checkValue(value: unknown, asked: Asked): Value {
  const { operator } = asked
  if (isLike(operator)) return pattern(value, asked)
  if (isList(operator)) return list(value, asked).map((each) => orNull(each, asked))
  if (operator === 'child_of' || operator === 'parent_of') {
    return list(Array.isArray(value) ? value : [value], asked).map((each) => scalar(each, asked))
  }
  if (operator === '=' || operator === '!=') return orNull(value, asked)
  return scalar(value, asked)
}

function refuse(asked: Asked, wanted: Saying, value: unknown): never {
  throw new DomainError(
    'value',
    { name: quoted(asked.name), wanted, value: quoted(value) },
    asked.at
  )
}

function list(value: unknown, asked: Asked): unknown[] {
  if (!Array.isArray(value)) {
    throw new DomainError(
      'listValue',
      { operator: asked.operator, name: quoted(asked.name), value: quoted(value) },
      asked.at
    )
  }
  if (value.length > LONGEST_LIST) {
    throw new DomainError(
      'listLong',
      { name: quoted(asked.name), count: value.length, most: LONGEST_LIST },
      asked.at
    )
  }
  return Array.from(value)
}

function orNull(value: unknown, asked: Asked): Scalar {
  const { kind } = asked.field
  if (kind === 'boolean') return scalar(value ?? false, asked)
  if (kind === 'id') return scalar(value, asked)
  return value === null || value === false ? null : scalar(value, asked)
}

function scalar(value: unknown, asked: Asked): Scalar {
  const { kind, options } = asked.field
  if (kind === 'id' || isRelation(kind)) {
    if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase()
    return refuse(asked, wording('wanted.id'), value)
  }
  if (isText(kind)) {
    const text = plainText(value, asked)
    return kind === 'email' ? text.toLowerCase() : text
  }
  if (isNumber(kind)) return checkNumber(value, asked)
  if (isMoment(kind)) {
    if (isWhen(value)) return value
    return refuse(asked, wording('wanted.day'), value)
  }
  if (kind === 'boolean') {
    return typeof value === 'boolean' ? value : refuse(asked, wording('wanted.boolean'), value)
  }
  if (kind === 'selection') {
    if (typeof value === 'string' && Object.hasOwn(options.options ?? {}, value)) return value
    // Records keep an option that a tenant has taken away, and are found by it.
    if (options.custom) return plainText(value, asked)
    throw new DomainError('option', { name: quoted(asked.name), value: quoted(value) }, asked.at)
  }
  return refuse(asked, wording('wanted.null'), value)
}

function checkNumber(value: unknown, asked: Asked): number {
  const whole = asked.field.kind === 'integer'
  if (typeof value !== 'number' || (whole && Number.isFinite(value) && !Number.isInteger(value))) {
    return refuse(asked, wording(whole ? 'wanted.integer' : 'wanted.number'), value)
  }
  const limit = whole ? LARGEST_INTEGER : Number.MAX_SAFE_INTEGER
  if (Math.abs(value) <= limit) return value
  const key = whole ? 'wanted.integerUpTo' : 'wanted.numberUpTo'
  return refuse(asked, wording(key, { limit: String(limit) }), value)
}

function plainText(value: unknown, asked: Asked): string {
  if (typeof value !== 'string') return refuse(asked, wording('wanted.text'), value)
  if (value.length > LONGEST_TEXT) {
    return refuse(asked, wording('wanted.textUpTo', { limit: String(LONGEST_TEXT) }), value)
  }
  if (value.includes('\0') || !value.isWellFormed()) {
    throw new DomainError('broken', { name: quoted(asked.name) }, asked.at)
  }
  return value
}

function pattern(value: unknown, asked: Asked): string {
  const text = plainText(value, asked)
  const backslashes = /\\*$/.exec(text)![0].length
  if (asked.operator.startsWith('=') && backslashes % 2 === 1) {
    throw new DomainError('backslash', { name: quoted(asked.name) }, asked.at)
  }
  return text
}
