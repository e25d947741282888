import { test } from '@japa/runner'
import fc from 'fast-check'
import { DomainError } from '#app/domains/errors'
import { canMatch, matches } from '#app/domains/evaluate'
import { facetsOf } from '#app/domains/facets'
import type { DomainNode } from '#app/domains/node'
import { toNotation } from '#app/domains/notation'
import { Parameters } from '#app/domains/parameters'
import { parseDomain } from '#app/domains/parse'
import { toSql } from '#app/domains/sql'
import { domainFromUrl } from '#app/domains/url'
import { toWords } from '#app/domains/words'
import { clock, Scratch, tenant } from './database.ts'
import { hostileDomain, malicious } from './malicious.ts'
import { Contact, someId } from './models.ts'

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
    `\\b(?:${keywords}|tenant|id|parent|1|offset 0)\\b`,
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
      fc.property(hostileDomain, (domain) => {
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
  })

  test('PostgreSQL understands all that is accepted', async ({ assert }) => {
    const scratch = await Scratch.open()
    try {
      await fillOneOfEach(scratch)
      let accepted = 0
      await fc.assert(
        fc.asyncProperty(hostileDomain, async (domain) => {
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
  })

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
