import { test } from '@japa/runner'
import { toNotation } from '#app/domains/notation'
import { parseDomain } from '#app/domains/parse'
import { hasChoice, withChoice, withoutChoice } from '#app/domains/parts'
import type { Domain } from '#app/domains/types'
import { Contact } from './models.ts'

const node = (domain: Domain<Contact>) => parseDomain(Contact, domain)
const january: Domain<Contact> = [
  ['birthday', '>=', '2026-01-01'],
  ['birthday', '<=', '2026-01-31'],
]

test.group('Domains | choices of a part', () => {
  test('{title}')
    .with<
      { title: string; domain: Domain<Contact>; added: Domain<Contact>; expected: unknown[] }[]
    >([
      {
        title: 'the first value is a part of its own',
        domain: [['active', '=', true]],
        added: [['status', '=', 'lead']],
        expected: [
          ['active', '=', true],
          ['status', '=', 'lead'],
        ],
      },
      {
        title: 'another value of the field is a further choice, in a list',
        domain: [['status', '=', 'lead']],
        added: [['status', '=', 'lost']],
        expected: [['status', 'in', ['lead', 'lost']]],
      },
      {
        title: 'a value that is there already changes nothing',
        domain: [['status', 'in', ['lead', 'lost']]],
        added: [['status', '=', 'lost']],
        expected: [['status', 'in', ['lead', 'lost']]],
      },
      {
        title: 'texts stand side by side',
        domain: [['firstName', 'ilike', 'a']],
        added: [['firstName', 'ilike', 'b']],
        expected: ['|', ['firstName', 'ilike', 'a'], ['firstName', 'ilike', 'b']],
      },
      {
        title: 'a condition against a value is no choice',
        domain: [['status', '!=', 'lead']],
        added: [['status', '=', 'lost']],
        expected: [
          ['status', '!=', 'lead'],
          ['status', '=', 'lost'],
        ],
      },
      {
        title: 'a choice between two fields stays as it is',
        domain: ['|', ['status', '=', 'lead'], ['active', '=', true]],
        added: [['status', '=', 'lost']],
        expected: ['|', ['status', '=', 'lead'], ['active', '=', true], ['status', '=', 'lost']],
      },
      {
        title: 'a stretch of time is a choice beside a range of days',
        domain: january,
        added: [['birthday', '=', 'this_month']],
        expected: ['|', '&', ...january, ['birthday', '=', 'this_month']],
      },
      {
        title: 'a range of days is a choice beside a stretch of time',
        domain: [['birthday', '=', 'this_month']],
        added: january,
        expected: ['|', ['birthday', '=', 'this_month'], '&', ...january],
      },
    ])
    .run(({ assert }, { domain, added, expected }) => {
      const result = withChoice(node(domain), node(added))
      assert.deepEqual(toNotation(result), expected)
      assert.deepEqual(parseDomain(Contact, toNotation(result)), result)
    })

  test('a choice is taken away, with its part when it is the last', ({ assert }) => {
    const both = withChoice(node(january), node([['birthday', '=', 'this_month']]))
    assert.isTrue(hasChoice(both, node(january)))
    assert.deepEqual(toNotation(withoutChoice(both, node(january))), [
      ['birthday', '=', 'this_month'],
    ])
    const alone = node([['active', '=', true], ...january])
    assert.deepEqual(toNotation(withoutChoice(alone, node(january))), [['active', '=', true]])
    assert.isFalse(hasChoice(alone, node([['birthday', '=', 'this_month']])))
  })
})
