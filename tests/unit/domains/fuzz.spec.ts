import { test } from '@japa/runner'
import fc from 'fast-check'
import { DomainError } from '#app/domains/errors'
import { canMatch, matches } from '#app/domains/evaluate'
import { facetsOf } from '#app/domains/facets'
import type { Field, Kind } from '#app/domains/fields'
import type { DomainNode } from '#app/domains/node'
import { toNotation } from '#app/domains/notation'
import { Parameters } from '#app/domains/parameters'
import { isMoment, isNumber, isRelation, isText, operatorsOf } from '#app/domains/operators'
import { parseDomain } from '#app/domains/parse'
import { toSql } from '#app/domains/sql'
import { domainFromUrl } from '#app/domains/url'
import { toWords } from '#app/domains/words'
import { clock, Scratch, tenant } from './database.ts'
import { domainsOf, terms } from './domains_arbitrary.ts'
import { Company, Contact, Deal, someId, Tag } from './models.ts'

const malicious = [
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

/** Values of the right type that nobody foresaw. */
const wild: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  id: fc.uuid(),
  text: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...malicious)),
  number: fc.oneof(fc.integer(), fc.double()),
  moment: fc.oneof(
    fc.date().map((date) => date.toJSON()),
    fc.date().map((date) => String(date.toJSON()).slice(0, 10)),
    fc.tuple(fc.integer(), fc.constantFrom('d', 'w', 'm', 'y')).map(([n, unit]) => `${n}${unit}`),
    fc
      .tuple(fc.constantFrom('+', '-'), fc.nat(1200), fc.constantFrom('d', 'w', 'm', 'y'))
      .map((parts) => parts.join(''))
  ),
}

function wildTerm(name: string): fc.Arbitrary<unknown> {
  const field = (Contact.fields as Record<string, Field>)[name]!
  const { kind } = field
  const single = isText(kind)
    ? wild['text']!
    : isNumber(kind)
      ? wild['number']!
      : isMoment(kind)
        ? wild['moment']!
        : kind === 'id' || isRelation(kind)
          ? wild['id']!
          : fc.constantFrom<unknown>('lead', true, null)
  return fc.constantFrom(...operatorsOf[kind as Kind]).chain((operator) => {
    if (operator.endsWith('like'))
      return fc.tuple(fc.constant(name), fc.constant(operator), wild['text']!)
    const list = operator === 'in' || operator === 'not in'
    const value = list ? fc.array(single, { maxLength: 3 }) : single
    return fc.tuple(fc.constant(name), fc.constant(operator), value)
  })
}

const wildTerms = fc
  .constantFrom(...Object.keys(Contact.fields).filter((name) => name !== 'initials'))
  .chain(wildTerm)

const names = [Contact, Company, Deal, Tag].flatMap((model) => Object.keys(model.fields))
const known = [...names, 'company.name', 'deals.amount', 'tags.parent.name', 'company.contacts.id']
const operators = [...new Set(Object.values(operatorsOf).flat())]

const mutated = fc.letrec<{ term: unknown; domain: unknown }>((tie) => ({
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

/** Every word that SQL made from a domain may have; all else would have come from the input. */
const keywords =
  'select|from|where|and|or|not|exists|in|any|all|is|null|true|false|distinct|like|ilike|' +
  'with|recursive|as|union|concat_ws'
const columns =
  'contacts|companies|deals|tags|contact_tags|tenant_id|id|first_name|last_name|notes|email|phone|' +
  'website|status|score|weight|budget|active|birthday|last_seen|extra|company_id|name|industry|vat|' +
  'size|parent_id|amount|contact_id|tag_id|secret|c|t\\d+'
const token = new RegExp(
  [
    `"(?:${columns})"`,
    `\\b(?:${keywords}|tenant|id|parent|1)\\b`,
    `\\$\\d+::(?:uuid|text|integer|numeric|date|timestamptz)(?:\\[\\])?`,
    `' '`,
    `[(),.=<>\\s]`,
  ].join('|'),
  'g'
)

function parsed(domain: unknown): DomainNode | null {
  try {
    return parseDomain(Contact, domain)
  } catch (error) {
    if (error instanceof DomainError && error.status === 422) return null
    throw error
  }
}

/** Conditions are only evaluated where there is a row. */
async function fillOneOfEach(scratch: Scratch) {
  const own = { tenant_id: tenant, id: someId(1) }
  const text = 'a%_\\b'
  await scratch.insert('companies', { ...own, name: text, industry: text, parent_id: someId(1) })
  await scratch.insert('contacts', {
    ...{ ...own, first_name: text, last_name: text, notes: text, email: text, phone: text },
    ...{ website: text, status: 'lead', score: 1, weight: 1, budget: 1, active: true, extra: {} },
    ...{ birthday: '2026-01-01', last_seen: '2026-01-01', company_id: someId(1) },
  })
  await scratch.insert('deals', { ...own, amount: 1, contact_id: someId(1) })
  await scratch.insert('tags', { ...own, name: text })
  const pair = { tenant_id: tenant, contact_id: someId(1), tag_id: someId(1) }
  await scratch.insert('contact_tags', pair)
}

test.group('Domains | malicious input', () => {
  test('10,000 inputs are refused politely or become SQL without a word of theirs', ({
    assert,
  }) => {
    let accepted = 0
    fc.assert(
      fc.property(mutated.domain, (domain) => {
        const node = parsed(domain)
        if (!node) return
        if (node.kind !== 'always') accepted += 1
        const parameters = new Parameters()
        const sql = toSql(node, { model: Contact, alias: 'c', parameters, ...clock })
        assert.equal(sql.replace(token, ''), '')
        assert.equal(sql.match(/\$\d+/g)?.length ?? 0, parameters.values.length)
        assert.isString(toWords(node, { locale: 'en-GB' }))
        assert.isArray(facetsOf(node, { locale: 'de' }))
        assert.deepEqual(parseDomain(Contact, toNotation(node)), node)
        if (canMatch(node)) assert.isBoolean(matches(node, {}, clock))
      }),
      { numRuns: 10_000 }
    )
    assert.isAbove(accepted, 1000)
    assert.isUndefined(({} as Record<string, unknown>)['polluted'])
  }).timeout(120_000)

  test('PostgreSQL understands all that is accepted', async ({ assert }) => {
    const scratch = await Scratch.open()
    try {
      await fillOneOfEach(scratch)
      let accepted = 0
      await fc.assert(
        fc.asyncProperty(mutated.domain, async (domain) => {
          const node = parsed(domain)
          if (!node || node.kind === 'always') return
          accepted += 1
          assert.isArray(await scratch.ids(node))
        }),
        { numRuns: 4000 }
      )
      assert.isAbove(accepted, 400)
    } finally {
      await scratch.close()
    }
  }).timeout(120_000)

  test('no text in an address does more than be refused', ({ assert }) => {
    const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...malicious))
    fc.assert(
      fc.property(text, (each) => {
        try {
          assert.isArray(domainFromUrl(each))
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
        }
      }),
      { numRuns: 2000 }
    )
    assert.throws(() => domainFromUrl('['.repeat(9000)), /too long/)
    assert.throws(
      () => parseDomain(Contact, domainFromUrl(`${'['.repeat(4000)}${']'.repeat(4000)}`)),
      DomainError
    )
  })
})
