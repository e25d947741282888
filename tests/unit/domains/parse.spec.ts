import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Kind } from '#app/domains/fields'
import { allOf, anyOf, not, type DomainNode } from '#app/domains/node'
import { toNotation } from '#app/domains/notation'
import { operatorsOf, spokenOperators, type Operator } from '#app/domains/operators'
import { parseDomain } from '#app/domains/parse'
import type { Domain } from '#app/domains/types'
import { Company, Contact, someId, Tag } from './models.ts'

const anna: Domain<Contact> = [['firstName', '=', 'Anna']]

/** The shape of a tree: `and(status = lead, not(active = true))`. */
function shape(node: DomainNode): string {
  if (node.kind === 'and' || node.kind === 'or') {
    return `${node.kind}(${node.children.map(shape).join(', ')})`
  }
  if (node.kind === 'not') return `not(${shape(node.child)})`
  if (node.kind === 'any' || node.kind === 'notAny') {
    return `${node.kind} ${node.path.join('.')}(${shape(node.child)})`
  }
  if (node.kind !== 'term') return node.kind
  return `${node.path.join('.')} ${node.operator} ${JSON.stringify(node.value)}`
}

const parsed = (domain: unknown) => shape(parseDomain(Contact, domain))

test.group('Domains | notation', () => {
  test('{0}')
    .with<[string, unknown, string][]>([
      ['nothing', [], 'always'],
      ['a term', anna, 'firstName = "Anna"'],
      [
        'what stands side by side',
        [...anna, ['score', '>', 3]],
        'and(firstName = "Anna", score > 3)',
      ],
      ['&', ['&', ...anna, ['score', '>', 3]], 'and(firstName = "Anna", score > 3)'],
      ['|', ['|', ...anna, ['score', '>', 3]], 'or(firstName = "Anna", score > 3)'],
      ['!', ['!', ...anna], 'not(firstName = "Anna")'],
      ['! twice', ['!', '!', ...anna], 'firstName = "Anna"'],
      [
        '| before what stands side by side',
        ['|', ...anna, ['score', '>', 3], ['active', '=', true]],
        'and(or(firstName = "Anna", score > 3), active = true)',
      ],
      [
        '| of three',
        ['|', '|', ...anna, ['score', '>', 3], ['active', '=', true]],
        'or(firstName = "Anna", score > 3, active = true)',
      ],
      [
        'mixed',
        ['|', '&', ...anna, ['score', '>', 3], '!', ['active', '=', true]],
        'or(and(firstName = "Anna", score > 3), not(active = true))',
      ],
      ['any', [['deals', 'any', [['amount', '>', 1]]]], 'any deals(amount > 1)'],
      ['not any', [['company', 'not any', []]], 'notAny company(always)'],
      ['a constant that holds', [[1, '=', 1], ...anna], 'firstName = "Anna"'],
      ['a constant that never does', [[0, '=', 1], ...anna], 'never'],
      ['=? without a value', [['company', '=?', null]], 'always'],
      ['=? with a value', [['score', '=?', 3]], 'score = 3'],
    ])
    .run(({ assert }, [, domain, expected]) => {
      assert.equal(parsed(domain), expected)
    })

  test('a path keeps its names and declarations', ({ assert }) => {
    const node = parseDomain(Contact, [['company.parent.name', 'ilike', 'a']])
    assert.isTrue(node.kind === 'term')
    if (node.kind !== 'term') return
    assert.deepEqual(node.path, ['company', 'parent', 'name'])
    assert.deepEqual(node.fields, [
      Contact.fields.company,
      Company.fields.parent,
      Company.fields.name,
    ])
  })

  test('values are kept as the database has them', ({ assert }) => {
    const loud = someId(1).replace('a', 'A').toUpperCase()
    assert.equal(parsed([['email', '=', 'Anna@Example.com']]), 'email = "anna@example.com"')
    assert.equal(parsed([['company', '=', loud]]), `company = "${someId(1)}"`)
    assert.equal(parsed([['firstName', '=', false]]), 'firstName = null')
    assert.equal(parsed([['active', '=', null]]), 'active = false')
    assert.equal(parsed([['company', 'child_of', someId(1)]]), `company child_of ["${someId(1)}"]`)
    assert.equal(parsed([['status', 'in', ['lead', false]]]), 'status in ["lead",null]')
  })

  test('a moment may be a DateTime', ({ assert }) => {
    const moment = DateTime.fromISO('2026-01-31T10:00:00Z')
    const node = parseDomain(Contact, [['lastSeen', '<', moment]])
    assert.isTrue(node.kind === 'term' && node.value === moment)
  })

  test('a tree written down again gives the same tree', ({ assert }) => {
    const domain: Domain<Contact> = [
      '|',
      '&',
      ['firstName', '=', 'Anna'],
      '!',
      ['deals', 'any', ['|', ['amount', '>', 1], ['amount', '=', null]]],
      ['tags', 'not any', []],
      ['status', 'in', ['lead', null]],
    ]
    const node = parseDomain(Contact, domain)
    assert.deepEqual(parseDomain(Contact, toNotation(node)), node)
    assert.deepEqual(toNotation(parseDomain(Contact, [])), [])
    assert.equal(shape(parseDomain(Contact, toNotation({ kind: 'never' }))), 'never')
  })

  test('trees join without needless levels', ({ assert }) => {
    const [a, b] = [parseDomain(Contact, anna), parseDomain(Contact, [['score', '>', 3]])]
    const always = parseDomain(Contact, [])
    assert.equal(
      shape(allOf([a, always, allOf([b, a])])),
      `and(${shape(a)}, ${shape(b)}, ${shape(a)})`
    )
    assert.equal(shape(anyOf([a, always])), 'always')
    assert.equal(shape(allOf([])), 'always')
    assert.equal(shape(anyOf([])), 'never')
    assert.equal(shape(not(always)), 'never')
  })

  test('fields that the asker may not see do not exist', ({ assert }) => {
    const mayAsk = (field: { options: { groups?: readonly string[] } }) => !field.options.groups
    const ask = (domain: unknown) => () => parseDomain(Contact, domain, { mayAsk })
    assert.throws(ask([['tags.secret', '=', 'a']]), 'Tag has no field "secret" (in "tags.secret")')
    assert.throws(ask([['tags', 'any', [['secret', '=', 'a']]]]), 'Tag has no field "secret"')
    const blind = {
      ...Tag,
      name: 'Tag',
      table: 'tags',
      titleField: 'secret',
      allFields: Tag.fields,
    }
    const model = {
      ...{ name: 'Box', table: 'boxes', titleField: 'name' },
      allFields: { tag: { ...Contact.fields.company, target: () => blind } },
    }
    assert.throws(
      () => parseDomain(model, [['tag', 'ilike', 'a']], { mayAsk }),
      '"tag" holds no text to search in'
    )
  })
})

const fieldOf: Record<Kind, string> = {
  id: 'id',
  text: 'firstName',
  longText: 'notes',
  email: 'email',
  phone: 'phone',
  url: 'website',
  integer: 'score',
  decimal: 'weight',
  money: 'budget',
  boolean: 'active',
  date: 'birthday',
  datetime: 'lastSeen',
  selection: 'status',
  many2one: 'company',
  one2many: 'deals',
  many2many: 'tags',
  json: 'extra',
  computed: 'fullName',
}

const valueOf: Record<Kind, unknown> = {
  id: someId(1),
  text: 'a',
  longText: 'a',
  email: 'a',
  phone: '+44',
  url: 'http://a',
  integer: 3,
  decimal: 1.5,
  money: 1.5,
  boolean: true,
  date: 'today',
  datetime: '-1w',
  selection: 'lead',
  many2one: someId(1),
  one2many: someId(1),
  many2many: someId(1),
  json: null,
  computed: 'a',
}

const everyOperator = [...new Set(Object.values(operatorsOf).flat())]

function fitting(kind: Kind, operator: Operator): unknown {
  if (operator.endsWith('like')) return 'a'
  if (operator.endsWith('any')) return []
  return operator === 'in' || operator === 'not in' ? [valueOf[kind]] : valueOf[kind]
}

/** Contacts form no tree and deals have no text, so these are refused in spite of the table. */
const beside: Readonly<Record<string, string>> = {
  'id child_of': '"id" has no tree for child_of',
  'id parent_of': '"id" has no tree for parent_of',
  'deals child_of': '"deals" has no tree for child_of',
  'deals parent_of': '"deals" has no tree for parent_of',
}

function expectedRefusal(kind: Kind, operator: Operator): string | undefined {
  const name = fieldOf[kind]
  if (!operatorsOf[kind].includes(operator)) {
    return `"${name}" knows ${spokenOperators(kind)}, not "${operator}"`
  }
  if (name === 'deals' && operator.endsWith('like')) return '"deals" holds no text to search in'
  return beside[`${name} ${operator}`]
}

test.group('Domains | operators of each kind', () => {
  test('{$self}')
    .with(Object.keys(operatorsOf) as Kind[])
    .run(({ assert }, kind) => {
      for (const operator of everyOperator) {
        const ask = () => parseDomain(Contact, [[fieldOf[kind], operator, fitting(kind, operator)]])
        const message = expectedRefusal(kind, operator)
        if (message) assert.throws(ask, message)
        else assert.include(['term', 'any', 'notAny', 'always'], ask().kind)
      }
    })
})
