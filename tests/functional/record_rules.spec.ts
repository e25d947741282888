import { test } from '@japa/runner'
import { allow, rule, type AccessDeclaration, type Operation } from '#app/access/declarations'
import { accessGroup } from '#app/access/groups'
import { Records } from '#app/access/records'
import { Environment } from '#app/environment/environment'
import { Tag } from '#modules/base/models/tag'
import { withRights } from '#tests/support/access/registry'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

const reader = accessGroup('test.reader', 'Reader')
const other = accessGroup('test.other', 'Other')
const intern = accessGroup('test.intern', 'Intern')
const groups = [reader, other, intern]

const named = (name: string) => () => [['name', '=', name] as const]

test.group('Record rules', (group) => {
  let tenant: TestTenant

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.run(async () => {
      for (const name of ['Acme', 'Bolt', 'Cog']) await Tag.create({ name })
    })
    return emptyDatabase
  })

  /** The names of the tags that members of the groups reach, or 'denied'. */
  async function reached(
    memberOf: string[],
    declarations: AccessDeclaration[],
    operation: Operation = 'read'
  ) {
    const user = await tenant.user(`${Math.random().toString(36).slice(2)}@alpha.test`, [])
    return withRights(
      [...declarations],
      ({ access }) =>
        Environment.run({ ...user.asker, groups: access.imply(memberOf) }, async (environment) => {
          const records = new Records(Tag, access)
          if (!records.allows(operation)) return 'denied'
          const [rows] = await environment.read([
            records.select({
              fields: ['name'],
              order: [{ name: 'name', descending: false }],
              limit: 10,
            }),
          ])
          return rows!.map(({ name }) => name).join(' ')
        }),
      groups
    )
  }

  const readers = allow(reader, Tag, ['read'])

  test('give nobody anything without model access', async ({ assert }) => {
    const all = rule('All', Tag, { groups: [reader], domain: () => [] })
    assert.equal(await reached(['test.reader'], [all]), 'denied')
    assert.equal(await reached(['test.other'], [readers]), 'denied')
    assert.equal(await reached(['test.reader'], [readers]), 'Acme Bolt Cog')
  })

  test('without groups limit everybody, all of them', async ({ assert }) => {
    const rules = [
      rule('Not Cog', Tag, { domain: () => [['name', '!=', 'Cog']] }),
      rule('Not Bolt', Tag, { domain: () => [['name', '!=', 'Bolt']] }),
    ]
    assert.equal(await reached(['test.reader'], [readers, ...rules]), 'Acme')
  })

  test('of groups give their members records, and adding one gives more', async ({ assert }) => {
    const acme = rule('Acme', Tag, { groups: [reader], domain: named('Acme') })
    const bolt = rule('Bolt', Tag, { groups: [other], domain: named('Bolt') })
    assert.equal(await reached(['test.reader'], [readers, acme, bolt]), 'Acme')
    assert.equal(await reached(['test.reader', 'test.other'], [readers, acme, bolt]), 'Acme Bolt')
  })

  test('of groups leave nothing to those who are in none of them', async ({ assert }) => {
    const bolt = rule('Bolt', Tag, { groups: [other], domain: named('Bolt') })
    assert.equal(await reached(['test.reader'], [readers, bolt]), 'denied')
    const writing = rule('Bolt', Tag, {
      groups: [other],
      operations: ['write'],
      domain: named('Bolt'),
    })
    const access = [allow(reader, Tag, ['read', 'write']), writing]
    assert.equal(await reached(['test.reader'], access), 'Acme Bolt Cog')
    assert.equal(await reached(['test.reader'], access, 'write'), 'denied')
  })

  test('that limit a group take from its members and from nobody else', async ({ assert }) => {
    const rules = [
      readers,
      rule('Acme and Bolt', Tag, { groups: [reader], domain: () => [['name', '!=', 'Cog']] }),
      rule('Interns', Tag, { groups: [intern], limits: true, domain: named('Acme') }),
    ]
    assert.equal(await reached(['test.reader'], rules), 'Acme Bolt')
    assert.equal(await reached(['test.reader', 'test.intern'], rules), 'Acme')
    assert.equal(await reached(['test.intern'], rules), 'denied')
  })
})
