import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { DomainError } from '#app/domains/errors'
import { parseDomain } from '#app/domains/parse'
import { Company, Contact, someId } from './models.ts'

function refusal(domain: unknown): DomainError {
  try {
    parseDomain(Contact, domain)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(domain)} was accepted`)
}

const term = ['firstName', '=', 'Anna'] as const
const repeated = (count: number, item: unknown) => Array.from({ length: count }, () => item)
const nested = (levels: number): unknown[] =>
  levels === 0 ? [term] : [['company', 'any', [['contacts', 'any', nested(levels - 1)]]]]
const alternating = (levels: number): unknown[] => [
  ...Array.from({ length: levels }, (_, level) => [level % 2 ? '|' : '&', term]).flat(),
  term,
]

test.group('Domains | refusals', () => {
  test('{0}')
    .with<[string, unknown][]>([
      ['Contact has no field "statuss"', [['statuss', '=', 'lead']]],
      ['Contact has no field "constructor"', [['constructor', '=', 'a']]],
      ['Contact has no field "__proto__"', [['__proto__', '=', 'a']]],
      ['Contact has no field ""', [['', '=', 'a']]],
      [
        'Company has no field "constructor" (in "company.constructor")',
        [['company.constructor', '=', 'a']],
      ],
      ['Company has no field "industri" (in "company.industri")', [['company.industri', '=', 'a']]],
      ['Company has no field "" (in "company.")', [['company.', '=', 'a']]],
      ['Deal has no field "amont"', [['deals', 'any', [['amont', '>', 1]]]]],
      [
        '"firstName" of Contact leads to no other record (in "firstName.name")',
        [['firstName.name', '=', 'a']],
      ],
      [
        '"company.parent.parent.parent.parent.name" goes through more than 5 names',
        [['company.parent.parent.parent.parent.name', '=', 'a']],
      ],
      ['"status" knows = != in not in, not "ilike"', [['status', 'ilike', 'lead']]],
      ['"status" knows = != in not in, not 5', [['status', 5, 'lead']]],
      ['"active" knows = !=, not "<"', [['active', '<', true]]],
      ['"status" has no option "leed"', [['status', '=', 'leed']]],
      ['"status" has no option "toString"', [['status', '=', 'toString']]],
      ['"status" has no option a list', [['status', '=', ['lead']]]],
      [
        '"initials" is computed and cannot be asked about, only "firstName" or "lastName"',
        [['initials', 'ilike', 'a']],
      ],
      ['"deals" holds no text to search in', [['deals', 'ilike', 'a']]],
      ['"id" has no tree for child_of', [['id', 'child_of', someId(1)]]],
      ['"score" takes a whole number, not "three"', [['score', '=', 'three']]],
      ['"score" takes a whole number, not 1.5', [['score', '=', 1.5]]],
      ['"score" takes a whole number of at most 2147483647, not 3000000000', [['score', '>', 3e9]]],
      ['"score" takes a whole number, not null', [['score', '>', null]]],
      ['"budget" takes a number, not "5"', [['budget', '=', '5']]],
      [
        '"budget" takes a number of at most 9007199254740991, not Infinity',
        [['budget', '<', Infinity]],
      ],
      [
        '"budget" takes a number of at most 9007199254740991, not NaN',
        [['budget', '<', Number.NaN]],
      ],
      ['"company" takes an id, not "Acme"', [['company', '=', 'Acme']]],
      ['"company" takes an id, not 7', [['company', 'in', [7]]]],
      ['"id" takes an id, not null', [['id', '=', null]]],
      ['"id" takes an id, not null', [['id', 'in', [null]]]],
      ['"company" takes an id, not null', [['company', 'child_of', null]]],
      ['"active" takes true or false, not "yes"', [['active', '=', 'yes']]],
      [
        '"birthday" takes a day such as 2026-01-31, today or -30d, not "2026-02-30"',
        [['birthday', '=', '2026-02-30']],
      ],
      [
        '"birthday" takes a day such as 2026-01-31, today or -30d, not "tomorow"',
        [['birthday', '=', 'tomorow']],
      ],
      [
        '"birthday" takes a day such as 2026-01-31, today or -30d, not "+99999d"',
        [['birthday', '=', '+99999d']],
      ],
      [
        '"birthday" takes a day such as 2026-01-31, today or -30d, not "9999-12-31"',
        [['birthday', '=', '9999-12-31']],
      ],
      [
        '"lastSeen" takes a day such as 2026-01-31, today or -30d, not "2026-01-31T25:00"',
        [['lastSeen', '=', '2026-01-31T25:00']],
      ],
      [
        '"lastSeen" takes a day such as 2026-01-31, today or -30d, not an object',
        [['lastSeen', '=', DateTime.invalid('no')]],
      ],
      ['"extra" takes null, not "a"', [['extra', '=', 'a']]],
      ['"firstName" takes a text, not 5', [['firstName', '=', 5]]],
      ['"firstName" takes a text, not an object', [['firstName', '=', { toString: 'a' }]]],
      ['"firstName" takes a text without broken characters', [['firstName', '=', 'a\0b']]],
      ['"firstName" takes a text without broken characters', [['firstName', 'ilike', '\ud800']]],
      [
        `"firstName" takes a text of at most 4000 characters, not "${'a'.repeat(60)}…"`,
        [['firstName', '=', 'a'.repeat(4001)]],
      ],
      [
        '"firstName" takes a pattern with a character after each backslash',
        [['firstName', '=like', 'a\\']],
      ],
      ['"in" takes a list of values for "firstName", not "Anna"', [['firstName', 'in', 'Anna']]],
      [
        '"firstName" is compared with 1001 values; 1000 are allowed',
        [['firstName', 'in', repeated(1001, 'a')]],
      ],
      ['A domain is a list, not an object', { status: 'lead' }],
      ['A domain is a list, not null', null],
      ['A domain is a list, not "a"', [['deals', 'any', 'a']]],
      [
        '"firstName" stands where "&", "|", "!" or [field, operator, value] is expected',
        ['firstName', '=', 'Anna'],
      ],
      [
        'undefined stands where "&", "|", "!" or [field, operator, value] is expected',
        new Array(2),
      ],
      ['A term is [field, operator, value], not 2 values', [['firstName', '=']]],
      ['A term begins with the name of a field, not 5', [[5, '=', 'a']]],
      ['A term begins with the name of a field, not a list', [[['firstName'], '=', 'a']]],
      ['"|" lacks something to stand before', ['|', term]],
      ['"!" lacks something to stand before', ['!']],
      ['The domain has more than 200 terms', repeated(201, term)],
      ['The domain is too long', ['!', ...repeated(1000, '!'), term]],
      ['The domain is more than 20 deep', nested(10)],
      ['The domain is more than 20 deep', nested(300)],
      ['The domain is more than 20 deep', alternating(20)],
    ])
    .run(({ assert }, [message, domain]) => {
      const error = refusal(domain)
      assert.equal(error.message, message)
      assert.equal(error.code, 'E_DOMAIN')
      assert.equal(error.status, 422)
    })

  test('what is just within the limits is accepted', ({ assert }) => {
    assert.doesNotThrow(() => parseDomain(Contact, repeated(200, term)))
    assert.doesNotThrow(() => parseDomain(Contact, [['firstName', 'in', repeated(1000, 'a')]]))
    assert.doesNotThrow(() => parseDomain(Contact, nested(9)))
    assert.doesNotThrow(() => parseDomain(Contact, alternating(19)))
    assert.doesNotThrow(() => parseDomain(Company, [['parent', 'child_of', someId(1)]]))
  })

  test('the place in the domain is told', ({ assert }) => {
    const wrong = ['amount', '>', 'much'] as const
    const domain = ['|', term, ['deals', 'any', ['!', wrong]]]
    assert.deepEqual(refusal(domain).path, [2, 2, 1, 2])
    assert.deepEqual(refusal([term, ['statuss', '=', 1]]).path, [1])
    assert.deepEqual(refusal([['status', 'like', 'a']]).path, [0, 1])
  })
})
