import fc from 'fast-check'
import type { Field, Fields } from '#app/domains/fields'
import { isMoment, isNumber, isRelation, isText, operatorsOf } from '#app/domains/operators'
import type { Kind } from '#app/domains/fields'
import { someId } from './models.ts'

/** Few values, so that random rows and random domains often meet. */
const texts = ['', 'a', 'A', 'ab', 'aB%', 'b_a', 'b\\', 'ba ab', '日本', '0']
const numbers = [-3, 0, 1, 2, 7]
const days = ['2026-11-15', '2026-11-20', '2026-11-21', '2026-11-22', '2026-12-01', '2025-11-21']
const moments = [
  '2026-11-20T23:30:00Z',
  '2026-11-21T00:00:00Z',
  '2026-11-21T07:59:59.999Z',
  '2026-11-21T08:00:00Z',
  '2026-11-22T12:00:00Z',
  '2026-11-15T22:00:00Z',
  '2026-10-31T23:30:00Z',
]
const words = [
  'now',
  'today',
  'this_week',
  'this_month',
  'last_quarter',
  'last_30_days',
  '-1d',
  '+1d',
  '-1w',
  '-1m',
  '+1y',
  '-365d',
]
const patterns = ['%', '_', 'a%', '%b', '_a%', '\\%', 'b\\\\', '%%a_', '']

export const ids = [1, 2, 3, 4, 5].map(someId)

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)

/** A value that a stored field of this kind may hold. */
export function stored({ kind, options }: Field): fc.Arbitrary<unknown> {
  const some = (values: readonly unknown[]) => fc.constantFrom(null, ...values)
  if (isText(kind)) return some(texts)
  if (isNumber(kind)) return some(kind === 'integer' ? numbers : [...numbers, 0.25, -1.5])
  if (kind === 'boolean') return some([true, false])
  if (kind === 'date') return some(days)
  if (kind === 'datetime') return some(moments)
  if (kind === 'selection') return some(Object.keys(options.options!))
  return kind === 'many2one' ? some(ids) : some([{ a: 1 }])
}

function asked(field: Field): fc.Arbitrary<unknown> {
  const { kind } = field
  if (kind === 'id' || isRelation(kind)) return fc.constantFrom(...ids)
  if (isMoment(kind)) return fc.oneof(oneOf(...days), oneOf(...moments), oneOf(...words))
  return stored(field).filter((value) => value !== null)
}

function fitting(field: Field, operator: string): fc.Arbitrary<unknown> {
  const { kind } = field
  const nullable = kind === 'id' ? asked(field) : fc.option(asked(field), { freq: 4 })
  if (operator.startsWith('=') && operator.endsWith('like')) return oneOf(...patterns)
  if (operator.endsWith('like')) return oneOf(...texts)
  if (operator === 'in' || operator === 'not in') return fc.array(nullable, { maxLength: 4 })
  if (kind === 'json') return fc.constant(null)
  return operator === '=' || operator === '!=' || operator === '=?' ? nullable : asked(field)
}

/** A term about one of these fields, with one of the operators that it knows. */
export function terms(
  fields: Fields,
  skip: (field: Field, operator: string) => boolean,
  prefix = ''
): fc.Arbitrary<unknown> {
  const choices = Object.entries(fields).flatMap(([name, field]) =>
    operatorsOf[field.kind as Kind]
      .filter((operator) => !skip(field, operator))
      .map((operator) => [name, field, operator] as const)
  )
  return fc
    .constantFrom(...choices)
    .chain(([name, field, operator]) =>
      fitting(field, operator).map((each) => [`${prefix}${name}`, operator, each])
    )
}

/** Domains in prefix notation over these terms, some levels deep. */
export function domainsOf(term: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> {
  const { operand } = fc.letrec<{ operand: unknown[] }>((tie) => ({
    operand: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      term.map((each) => [each]),
      tie('operand').map((inner) => ['!', ...inner]),
      fc
        .tuple(oneOf('&', '|'), tie('operand'), tie('operand'))
        .map(([connective, left, right]) => [connective, ...left, ...right])
    ),
  }))
  return fc.array(operand, { maxLength: 3 }).map((operands) => operands.flat())
}
