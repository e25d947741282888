import fc from 'fast-check'
import type { Field, Kind } from '#app/domains/fields'
import { isMoment, isNumber, isRelation, isText, operatorsOf } from '#app/domains/operators'
import { domainsOf, terms } from './domains_arbitrary.ts'
import { Company, Contact, Deal, someId, Tag } from './models.ts'

/** Texts that have harmed others. */
export const malicious = [
  `' or 1=1 --`,
  `"; drop table contacts; --`,
  `$1`,
  `$1::text) or true--`,
  `\\'; select pg_sleep(9); --`,
  '"id"',
  'id"',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'company.__proto__',
  'company.constructor.name',
  'company.parent.parent.parent.name',
  'contacts',
  'tenant_id',
  'tenantId',
  'a\0b',
  '\ud800',
  '\u202Eabc',
  '%'.repeat(500),
  '\\',
  '999999999999999999999999',
  '2026-13-45',
  '-99999y',
  '275760-09-13',
  '0000-01-01',
  '+9999d',
  '-999y',
  '9998-12-31',
  'today',
  someId(1),
]

const awkward = fc.oneof(
  fc.constantFrom<unknown>(...malicious),
  fc.constantFrom<unknown>(null, undefined, true, false, Number.NaN, Infinity, -0, 1e309, 2 ** 53),
  fc.constantFrom<unknown>(3e9, 1.5, 0, 1, '', '&', '|', '!', [], {}, [[]], [null], ['='], 10n),
  fc.constantFrom<unknown>({ toString: 'x' }, { length: 3 }, new Array(3), Symbol('s'), () => 1),
  fc.anything({ maxDepth: 3 })
)

const wildText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...malicious))
const distance = (sign: string, number: number, unit: string) => `${sign}${number}${unit}`
const wildMoment = fc.oneof(
  fc.date().map((date) => date.toJSON()),
  fc.date().map((date) => String(date.toJSON()).slice(0, 10)),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.nat(1200), fc.constantFrom('d', 'w', 'm', 'y'))
    .map((parts) => distance(...parts))
)

/** Values of the right type that nobody foresaw. */
function wild(kind: string): fc.Arbitrary<unknown> {
  if (isText(kind)) return wildText
  if (isNumber(kind)) return fc.oneof(fc.integer(), fc.double())
  if (isMoment(kind)) return wildMoment
  if (kind === 'id' || isRelation(kind)) return fc.uuid()
  return fc.constantFrom<unknown>('lead', true, null)
}

function wildTerm(name: string): fc.Arbitrary<unknown> {
  const { kind } = (Contact.fields as Record<string, Field>)[name]!
  return fc.constantFrom(...operatorsOf[kind as Kind]).chain((operator) => {
    const list = operator === 'in' || operator === 'not in'
    const single = operator.endsWith('like') ? wildText : wild(kind)
    return fc.tuple(
      fc.constant(name),
      fc.constant(operator),
      list ? fc.array(single, { maxLength: 3 }) : single
    )
  })
}

const wildTerms = fc
  .constantFrom(...Object.keys(Contact.fields).filter((name) => name !== 'initials'))
  .chain(wildTerm)

const names = [Contact, Company, Deal, Tag].flatMap((model) => Object.keys(model.fields))
const known = [...names, 'company.name', 'deals.amount', 'tags.parent.name', 'company.contacts.id']
const operators = [...new Set(Object.values(operatorsOf).flat())]

/** Domains that are wrong, strange, or right with values that nobody foresaw. */
export const { domain: hostileDomain } = fc.letrec<{ term: unknown; domain: unknown }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(fc.constantFrom(...known), fc.constantFrom(...operators), awkward),
    fc.tuple(awkward, fc.constantFrom(...operators), awkward),
    fc.tuple(fc.constantFrom(...known), awkward, awkward),
    fc.tuple(fc.constantFrom(...known), fc.constantFrom('in', 'not in'), fc.array(awkward)),
    fc.tuple(fc.constantFrom(...known), fc.constantFrom('any', 'not any'), tie('domain')),
    fc.array(awkward, { maxLength: 4 }),
    terms(Contact.fields, (field) => field.kind === 'computed')
  ),
  domain: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(fc.oneof(fc.constantFrom('&', '|', '!'), tie('term')), { maxLength: 5 }),
    },
    { weight: 2, arbitrary: domainsOf(tie('term')) },
    { weight: 6, arbitrary: fc.array(wildTerms, { maxLength: 2 }) },
    { weight: 1, arbitrary: awkward }
  ),
}))
