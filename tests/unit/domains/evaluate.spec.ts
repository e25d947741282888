import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { canMatch, matches } from '#app/domains/evaluate'
import { columnOf, isStored, type Field } from '#app/domains/fields'
import { isLike } from '#app/domains/operators'
import { parseDomain } from '#app/domains/parse'
import { fitsPattern } from '#app/domains/patterns'
import type { Domain } from '#app/domains/types'
import { clock, Scratch, tenant } from './database.ts'
import { domainsOf, stored, terms } from './domains_arbitrary.ts'
import { Contact, someId } from './models.ts'

const storedFields = Object.entries(Contact.fields as Record<string, Field>).filter(
  ([name, field]) => name !== 'id' && isStored(field)
)

/** What a contact cannot say by itself. */
function needsOthers(field: Field, operator: string): boolean {
  if (field.kind === 'one2many' || field.kind === 'many2many') return true
  if (field.kind === 'computed') return field.options.search !== true
  if (operator.endsWith('_of') || operator.endsWith('any')) return true
  return field.kind === 'many2one' && isLike(operator)
}

test.group('Domains | in memory', () => {
  test('{0}')
    .with<[string, Domain<Contact>, Record<string, unknown>, boolean][]>([
      ['a many2one under its id', [['company', '=', someId(1)]], { companyId: someId(1) }, true],
      ['a many2one under its name', [['company', '=', someId(1)]], { company: someId(1) }, true],
      [
        'a many2one in capitals',
        [['company', '=', someId(1)]],
        { companyId: someId(1).toUpperCase() },
        true,
      ],
      ['what is absent is null', [['firstName', '=', null]], {}, true],
      ['what is absent is not a text', [['firstName', 'ilike', 'a']], {}, false],
      ['an amount that came as text', [['budget', '>=', 12.5]], { budget: '12.50' }, true],
      ['a DateTime', [['lastSeen', '=', 'today']], { lastSeen: clock.now }, true],
      ['a Date', [['lastSeen', '=', 'today']], { lastSeen: clock.now.toJSDate() }, true],
      [
        'a day as DateTime',
        [['birthday', '=', 'today']],
        { birthday: DateTime.local(2026, 11, 21) },
        true,
      ],
      ['a day as Date', [['birthday', '=', 'today']], { birthday: new Date(2026, 10, 21) }, true],
      [
        'a computed text',
        [['fullName', 'ilike', 'a b']],
        { firstName: 'Anna', lastName: 'Brown' },
        true,
      ],
    ])
    .run(({ assert }, [, domain, record, expected]) => {
      assert.equal(matches(parseDomain(Contact, domain), record, clock), expected)
    })

  test('what needs other records is refused: {0}')
    .with<[string, Domain<Contact>][]>([
      ['a path', [['company.name', '=', 'a']]],
      ['any', [['deals', 'any', []]]],
      ['to many', ['!', ['tags', '=', null]]],
      ['child_of', ['|', ['score', '=', 1], ['company', 'child_of', someId(1)]]],
      ['a name', [['company', 'ilike', 'a']]],
    ])
    .run(({ assert }, [, domain]) => {
      const node = parseDomain(Contact, domain)
      assert.isFalse(canMatch(node))
      assert.throws(() => matches(node, {}), /cannot be answered from the record alone$/)
    })

  test('a pattern of many %, each of which could stand anywhere, comes to an end', ({ assert }) => {
    assert.isFalse(fitsPattern('a'.repeat(4000), `${'%a'.repeat(1999)}%b`))
  })

  test('means the same as in PostgreSQL for 600 random domains over 120 random rows', async ({
    assert,
  }) => {
    const scratch = await Scratch.open()
    try {
      const shape = Object.fromEntries(storedFields.map(([name, field]) => [name, stored(field)]))
      const drawn = fc.sample(fc.record(shape), { numRuns: 120, seed: 7 })
      const rows: Record<string, unknown>[] = drawn.map((row, index) => ({
        ...row,
        id: someId(index + 1),
      }))
      for (const row of rows) {
        const columns = storedFields.map(([name, field]) => [columnOf(name, field), row[name]])
        await scratch.insert('contacts', {
          ...{ tenant_id: tenant, id: row['id'] },
          ...Object.fromEntries(columns),
        })
      }
      let told = 0
      const zone = fc.constantFrom('UTC', 'Pacific/Auckland', 'America/St_Johns', 'Europe/Berlin')
      const domain = domainsOf(terms(Contact.fields, needsOthers))
      await fc.assert(
        fc.asyncProperty(domain, zone, async (asked, timeZone) => {
          const node = parseDomain(Contact, asked)
          const here = { ...clock, timeZone }
          const expected = rows.filter((row) => matches(node, row, here)).map((row) => row['id'])
          assert.deepEqual(await scratch.ids(node, here), expected as string[])
          if (expected.length > 0 && expected.length < rows.length) told += 1
        }),
        { numRuns: 600 }
      )
      assert.isAbove(told, 150)
    } finally {
      await scratch.close()
    }
  })
})
