import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { facetsOf, recordsIn } from '#app/domains/facets'
import { parseDomain } from '#app/domains/parse'
import type { Domain } from '#app/domains/types'
import { toWords } from '#app/domains/words'
import { Company, Contact, someId, Tag } from './models.ts'

const names = new Map([[someId(1), 'Acme']])
const options = { locale: 'en-GB', names }
const words = (domain: Domain<Contact>, more = {}) =>
  toWords(parseDomain(Contact, domain), { ...options, ...more })

test.group('Domains | words', () => {
  test('{0}')
    .with<[string, Domain<Contact>][]>([
      [
        "Status is Lead and Company's industry contains ‘tech’",
        [
          ['status', '=', 'lead'],
          ['company.industry', 'ilike', 'tech'],
        ],
      ],
      [
        'Status is Lead or Lead score is more than 1,000',
        ['|', ['status', '=', 'lead'], ['score', '>', 1000]],
      ],
      [
        'Active is yes and (Status is Lead or Status is empty)',
        [['active', '=', true], '|', ['status', '=', 'lead'], ['status', '=', null]],
      ],
      [
        'not (Status is Lead and Active is no)',
        ['!', '&', ['status', '=', 'lead'], ['active', '=', false]],
      ],
      ['Status is Lead, Lost or empty', [['status', 'in', ['lead', 'lost', null]]]],
      ['Status is not Lead or Lost', [['status', 'not in', ['lead', 'lost']]]],
      ['Lead score is 1, 2, 3, 4, 5 or 3 more', [['score', 'in', [1, 2, 3, 4, 5, 6, 7, 8]]]],
      ['Lead score is 1, 2, 3, 4, 5 or 6', [['score', 'in', [1, 2, 3, 4, 5, 6]]]],
      ['First name does not contain ‘a’', [['firstName', 'not ilike', 'a']]],
      ['First name fits ‘A%’', [['firstName', '=like', 'A%']]],
      ['Name contains ‘a b’', [['fullName', 'ilike', 'a b']]],
      ['Budget is at least 12.5', [['budget', '>=', 12.5]]],
      ['Weight is at most 3', [['weight', '<=', 3]]],
      ['Last seen is before 30 days ago', [['lastSeen', '<', '-30d']]],
      ['Last seen is on or after this week', [['lastSeen', '>=', 'this_week']]],
      ['Last seen is in this month', [['lastSeen', '=', 'this_month']]],
      ['Last seen is not in the last 30 days', [['lastSeen', '!=', 'last_30_days']]],
      ['Last seen is yesterday', [['lastSeen', '=', 'yesterday']]],
      ['Birthday is on or before in 2 weeks', [['birthday', '<=', '+2w']]],
      ['Birthday is after 31 Jan 2026', [['birthday', '>', '2026-01-31']]],
      ['Last seen is before 31 Jan 2026, 10:00', [['lastSeen', '<', '2026-01-31T10:00:00+02:00']]],
      ['Last seen is not empty', [['lastSeen', '!=', null]]],
      ['Company is Acme', [['company', '=', someId(1)]]],
      ['Company is record …00000002', [['company', '=', someId(2)]]],
      ['Company is Acme or below', [['company', 'child_of', someId(1)]]],
      ['Company is Acme or above', [['company', 'parent_of', someId(1)]]],
      ["Company's VAT number contains ‘x’", [['company.vat', 'like', 'x']]],
      ["Company's parent company's name is Acme", [['company.parent.name', '=', 'Acme']]],
      ['Amount of deals is more than 0', [['deals.amount', '>', 0]]],
      ["First name of company's contacts is A", [['company.contacts.firstName', '=', 'A']]],
      ['Deals include one where Amount is more than 0', [['deals', 'any', [['amount', '>', 0]]]]],
      ['Tags include none where everything', [['tags', 'not any', []]]],
      ['Company is one where Name is Acme', [['company', 'any', [['name', '=', 'Acme']]]]],
      ['Deals are empty', [['deals', '=', null]]],
      ['Extra is not empty', [['extra', '!=', null]]],
      ['everything', []],
    ])
    .run(({ assert }, [expected, domain]) => {
      assert.equal(words(domain), expected)
    })

  test('speaks the language of the reader', ({ assert }) => {
    const t = (key: string, values: Record<string, string | number> = {}, fallback = '') =>
      key === 'domains.more' ? `ist mehr als ${values['value']}` : fallback
    assert.equal(
      words([['score', '>', 1000]], { locale: 'de', t }),
      'Lead score ist mehr als 1.000'
    )
    assert.equal(
      words([['company.industry', 'like', 'a']], { locale: 'de' }),
      "Company's Industry contains ‘a’"
    )
    const moment = DateTime.fromISO('2026-01-31T10:00:00Z', { zone: 'UTC' })
    assert.equal(
      words([['lastSeen', '>', moment]], { locale: 'de' }),
      'Last seen is after 31. Jan. 2026, 10:00'
    )
  })

  test('chips have a label, a value and their part of the domain', ({ assert }) => {
    const domain: Domain<Contact> = [
      ['status', '=', 'lead'],
      '|',
      ['status', '=', 'lost'],
      ['status', '=', null],
      ['score', '>', 3],
      '|',
      ['score', '>', 3],
      ['active', '=', true],
      ['deals', 'any', [['amount', '>', 0]]],
    ]
    const facets = facetsOf(parseDomain(Contact, domain), options)
    assert.deepEqual(
      facets.map(({ label, value }) => `${label}: ${value}`),
      [
        'Status: Lead',
        'Status: Lost or is empty',
        'Lead score: is more than 3',
        'Condition: Lead score is more than 3 or Active is yes',
        'Deals: include one where Amount is more than 0',
      ]
    )
    assert.deepEqual(facets[1]!.domain, ['|', ['status', '=', 'lost'], ['status', '=', null]])
    const all = parseDomain(
      Contact,
      facets.flatMap((facet) => facet.domain)
    )
    assert.deepEqual(all, parseDomain(Contact, domain))
    assert.deepEqual(facetsOf(parseDomain(Contact, []), options), [])
  })

  test('a least and a greatest value are one chip, and so are several of them', ({ assert }) => {
    const domain: Domain<Contact> = [
      ['birthday', '>=', '2026-01-01'],
      ['status', '=', 'lead'],
      ['birthday', '<=', '2026-01-31'],
    ]
    const chips = facetsOf(parseDomain(Contact, domain), options)
    assert.deepEqual(
      chips.map(({ label, value }) => `${label}: ${value}`),
      ['Birthday: 1 Jan 2026 – 31 Jan 2026', 'Status: Lead']
    )
    const more: Domain<Contact> = [
      '|',
      ['birthday', '=', 'this_month'],
      '&',
      ['birthday', '>=', '2026-01-01'],
      ['birthday', '<=', '2026-01-31'],
    ]
    const [chip] = facetsOf(parseDomain(Contact, more), options)
    assert.equal(chip!.value, 'this month or 1 Jan 2026 – 31 Jan 2026')
  })

  test('tells which records it names', ({ assert }) => {
    const domain: Domain<Contact> = [
      '|',
      ['id', '=', someId(1)],
      ['company', 'in', [someId(2), null]],
      ['company.parent', 'child_of', someId(3)],
      ['company.id', '=', someId(4)],
      ['deals', 'any', [['contact', '=', someId(5)]]],
      '!',
      ['tags', '=', someId(6)],
      ['company', 'ilike', someId(7)],
    ]
    const found = recordsIn(parseDomain(Contact, domain), Contact)
    assert.sameMembers([...found.get(Contact)!], [someId(1), someId(5)])
    assert.sameMembers([...found.get(Company)!], [someId(2), someId(3), someId(4)])
    assert.sameMembers([...found.get(Tag)!], [someId(6)])
  })
})
