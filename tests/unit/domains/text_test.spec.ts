import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { matches } from '#app/domains/evaluate'
import { isStored, type Field } from '#app/domains/fields'
import { isLike } from '#app/domains/operators'
import { parseDomain } from '#app/domains/parse'
import { isAnswerable, termsBehind, textTest } from '#app/domains/text_condition'
import { meets } from '#app/domains/text_test'
import type { Domain } from '#app/domains/types'
import { clock } from './database.ts'
import { domainsOf, stored, terms } from './domains_arbitrary.ts'
import { Contact, someId } from './models.ts'

const storedFields = Object.entries(Contact.fields as Record<string, Field>).filter(
  ([name, field]) => name !== 'id' && isStored(field)
)

function notOfForms(field: Field, operator: string): boolean {
  if (!isStored(field) || field.kind === 'id') return true
  if (operator.endsWith('_of') || operator.endsWith('any')) return true
  return field.kind === 'many2one' && isLike(operator)
}

/** What a form shows for a value, to the minute. */
function textOf({ kind }: Field, value: unknown, zone: string): string {
  if (kind === 'boolean') return value ? '1' : '0'
  if (value === null) return ''
  if (kind === 'datetime') {
    return DateTime.fromISO(String(value)).setZone(zone).toFormat(`yyyy-MM-dd'T'HH:mm`)
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const isSeen = (value: unknown) => value !== '' && !String(value).includes('59:59')

test.group('Conditions of forms', () => {
  test('mean the same as in memory, and so as in PostgreSQL, for 1,000 random domains', ({
    assert,
  }) => {
    const shape = Object.fromEntries(
      storedFields.map(([name, field]) => [name, stored(field).filter(isSeen)])
    )
    const rows = fc.sample(fc.record(shape), { numRuns: 60, seed: 7 })
    const zone = fc.constantFrom('UTC', 'Pacific/Auckland', 'America/St_Johns', 'Europe/Berlin')
    let told = 0
    fc.assert(
      fc.property(domainsOf(terms(Contact.fields, notOfForms)), zone, (asked, timeZone) => {
        const node = parseDomain(Contact, asked)
        const here = { ...clock, timeZone }
        assert.isTrue(isAnswerable(node))
        const condition = JSON.parse(JSON.stringify(textTest(node, here, () => [])))
        const met = rows.filter((row) => {
          const texts = storedFields.map(([name, field]) => [
            name,
            textOf(field, row[name], timeZone),
          ])
          return meets(condition, (name) => Object.fromEntries(texts)[name] ?? '')
        })
        assert.deepEqual(
          met,
          rows.filter((row) => matches(node, row, here))
        )
        if (met.length > 0 && met.length < rows.length) told += 1
      }),
      { numRuns: 1000 }
    )
    assert.isAbove(told, 200)
  })

  test('look behind a many2one by the records that are found there', ({ assert }) => {
    const asks = (domain: Domain<Contact>, company: string) => {
      const node = parseDomain(Contact, domain)
      assert.isTrue(isAnswerable(node))
      assert.lengthOf(termsBehind(node), 1)
      return meets(
        textTest(node, clock, () => [someId(1)]),
        () => company
      )
    }
    assert.isTrue(asks([['company.name', '=', 'Acme']], someId(1)))
    assert.isFalse(asks([['company.name', '=', 'Acme']], someId(2)))
    assert.isFalse(asks([['company.name', '!=', 'Acme']], someId(1)))
    assert.isTrue(asks([['company.name', '!=', 'Acme']], ''))
    assert.isFalse(asks([['company.name', '=', 'Acme']], ''))
    assert.isTrue(asks([['company.name', '=', null]], ''))
  })

  test('cannot look further: {0}')
    .with<[string, Domain<Contact>][]>([
      ['any', [['deals', 'any', []]]],
      ['to many', ['!', ['tags', '=', null]]],
      ['behind to many', [['deals.amount', '=', 1]]],
      ['a name', [['company', 'ilike', 'a']]],
      ['a computed text', [['fullName', 'ilike', 'a']]],
    ])
    .run(({ assert }, [, domain]) => {
      assert.isFalse(isAnswerable(parseDomain(Contact, domain)))
    })

  test('read numbers as people write them', ({ assert }) => {
    const condition = textTest(parseDomain(Contact, [['score', '>', 1000]]), clock, () => [])
    assert.isTrue(meets(condition, () => '1,200'))
    assert.isFalse(meets(condition, () => ' 900 '))
    assert.isFalse(meets(condition, () => 'many'))
    assert.isFalse(meets(condition, () => ''))
  })
})
