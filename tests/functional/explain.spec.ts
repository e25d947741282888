import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import fc from 'fast-check'
import {
  allow,
  operations,
  rule,
  type AccessDeclaration,
  type Operation,
} from '#app/access/declarations'
import { AccessExplainer } from '#app/access/explain'
import { accessGroup } from '#app/access/groups'
import { Records } from '#app/access/records'
import type { Domain } from '#app/domains/types'
import { Environment } from '#app/environment/environment'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { withRights } from '#tests/support/access/registry'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const groups = ['red', 'green', 'blue'].map((name) => accessGroup(`test.${name}`, name))
const roles = ['crm.representative', 'crm.user', 'base.team_manager', 'base.support', 'base.portal']

const domains: ((userId: string) => Domain<Contact>)[] = [
  () => [],
  (userId) => [['owner', '=', userId]],
  () => [['status', '=', 'lead']],
  () => [['company.industry', '=', 'steel']],
  () => ['!', ['city', 'ilike', 'bonn']],
  () => [['company', 'any', [['contacts', 'any', [['city', '=', 'Bonn']]]]]],
]

const some = <T>(items: readonly T[]) => fc.subarray([...items])
const declarations = fc.array(
  fc.oneof(
    fc
      .record({ group: fc.constantFrom(...groups), operations: some(operations) })
      .map(({ group, operations: each }): AccessDeclaration => allow(group, Contact, each)),
    fc
      .record({
        groups: some(groups),
        limits: fc.boolean(),
        operations: some(operations),
        domain: fc.constantFrom(...domains),
      })
      .map(({ domain, groups: named, limits, operations: each }): AccessDeclaration =>
        rule('Drawn by lot', Contact, {
          groups: named,
          limits: limits || named.length === 0,
          operations: each,
          domain: ({ userId }) => domain(userId!),
        })
      )
  ),
  { maxLength: 6 }
)

test.group('Explanations', (group) => {
  let tenant: TestTenant
  let user: TestUser
  const contacts: string[] = []

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    user = await tenant.user('uma@alpha.test', [])
    const other = await tenant.user('otto@alpha.test', [])
    await tenant.run(async () => {
      const companies = []
      for (const industry of ['steel', 'paper']) {
        companies.push(await Company.create({ name: industry, industry }))
      }
      for (let index = 0; index < 12; index++) {
        const contact = await Contact.create({
          firstName: `Contact ${index}`,
          email: index === 0 ? user.email : null,
          status: index % 2 ? 'lead' : 'customer',
          city: index % 3 ? 'Bonn' : null,
          companyId: companies[index % 3]?.id ?? null,
          ownerId: [user.id, other.id, null][(index >> 1) % 3],
          locationId: [tenant.location('North'), tenant.location('South'), null][index % 3],
        })
        contacts.push(contact.id)
      }
    })
    return emptyDatabase
  })

  test('say what really happens, for rights, rules and records drawn by lot', async ({
    assert,
  }) => {
    const outcomes = { yes: 0, no: 0 }
    await fc.assert(
      fc.asyncProperty(
        declarations,
        some([...roles, ...groups.map(({ name }) => name)]),
        fc.constantFrom(null, ['North'], ['South'], []),
        fc.constantFrom(...operations.filter((operation) => operation !== 'create')),
        async (access, names, places, operation) => {
          await withRights(
            access,
            async ({ access: policy, catalogue }) => {
              const locationIds = places && places.map((place) => tenant.location(place))
              const asker = { ...user.asker, locationIds, groups: policy.imply(names), catalogue }
              const explainer = new AccessExplainer(policy, asker, { locale: 'en' })
              for (const id of contacts) {
                const question = { model: Contact, operation, id, field: null }
                const { allowed, steps } = await explainer.explain(question)
                const real = await happens(asker, policy, operation, id)
                outcomes[real ? 'yes' : 'no'] += 1
                assert.equal(allowed, real, JSON.stringify({ steps, names, places, operation }))
              }
            },
            groups
          )
        }
      ),
      { numRuns: 60, seed: 20261125 }
    )
    assert.isAbove(outcomes.yes, 50)
    assert.isAbove(outcomes.no, 50)
  }).timeout(120_000)

  /** What a screen or a program would get. */
  async function happens(
    asker: TestUser['asker'],
    policy: ConstructorParameters<typeof AccessExplainer>[0],
    operation: Operation,
    id: string
  ): Promise<boolean> {
    return Environment.run(asker, async () => {
      try {
        await new Records(Contact, policy).find(id, operation)
        return true
      } catch (error) {
        const { code } = error as { code: string }
        if (['E_ACCESS_DENIED', 'E_NO_SUCH_RECORD'].includes(code)) return false
        throw error
      }
    })
  }
})

test.group('Explanations | page and command', (group) => {
  let tenant: TestTenant
  let contact: Contact
  let foreign: Contact
  let rita: TestUser
  let admin: Visitor

  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('ada@alpha.test', ['base.administrator'])
    rita = await tenant.user('rita@alpha.test', ['crm.representative'], ['North'])
    await tenant.user('lena@alpha.test', ['base.location_manager'], ['South'])
    contact = await tenant.run(() =>
      Contact.create({ firstName: 'Nora', locationId: tenant.location('North') })
    )
    const beta = await TestTenant.create('Beta')
    foreign = await beta.run(() => Contact.create({ firstName: 'Bea' }))
    admin = new Visitor()
    await admin.logIn('ada@alpha.test')
    return emptyDatabase
  })

  const address = (query: Record<string, string>) =>
    `/base/access?${new URLSearchParams({ model: 'crm_contacts', ...query })}`

  test('are there for administrators alone, beside each record', async ({ assert }) => {
    const form = await admin.get(`/crm/contacts/${contact.id}`)
    assert.include(form.text, `/base/access?model=crm_contacts&amp;id=${contact.id}`)
    assert.equal((await admin.get('/base/access')).status, 200)
    const visitor = new Visitor()
    await visitor.logIn('lena@alpha.test')
    assert.equal((await visitor.get(address({ user: rita.id }))).status, 404)
    assert.notInclude((await visitor.get('/')).text, '/base/access')
  })

  test('name the rule, the location or the group that decided', async ({ assert }) => {
    const lena = await idOf('lena@alpha.test')
    const byRule = await admin.get(address({ user: rita.id, id: contact.id }))
    assert.include(byRule.text, 'Rita Tester may not do this. It is about Nora.')
    assert.include(byRule.text, 'Rule “Contacts of one’s own” would give the record')
    assert.include(byRule.text, 'Owner is Rita Tester')
    const byPlace = await admin.get(address({ user: lena, id: contact.id }))
    assert.include(byPlace.text, 'Location: North is none of those')
    const byGroup = await admin.get(address({ user: rita.id, operation: 'delete' }))
    assert.include(byGroup.text, 'only they may delete contacts: Sales manager')
    const byField = await admin.get(address({ user: rita.id, id: contact.id, field: 'notes' }))
    assert.include(byField.text, 'Field Notes: for members of Internal user')
    const list = await admin.get(address({ user: rita.id }))
    assert.include(list.text, '0 of 1 contacts are in reach')
  })

  test('tell nothing of other tenants, and take no nonsense', async ({ assert }) => {
    for (const id of [foreign.id, '01990000-0000-7000-8000-000000000000', "' or 1=1"]) {
      assert.equal((await admin.get(address({ user: rita.id, id }))).status, 404, id)
    }
    const stranger = await admin.get(address({ user: foreign.id }))
    assert.include(stranger.text, 'does not belong to the tenant')
    assert.equal((await admin.get('/base/access?model=pg_class&user=x&field=x')).status, 200)
  })

  test('are given on the command line, with an exit code', async ({ assert }) => {
    const [text, code] = await command(
      '--user=rita@alpha.test',
      '--model=Contact',
      `--id=${contact.id}`
    )
    assert.include(text, 'Contacts of one’s own')
    assert.include(text, 'Not allowed')
    assert.equal(code, 1)
    const [json, allowed] = await command('--user=ada@alpha.test', '--model=crm_contacts', '--json')
    assert.isTrue(JSON.parse(json).allowed)
    assert.equal(allowed, 0)
    assert.equal((await command('--user=nobody@alpha.test', '--model=Contact'))[1], 2)
  })

  async function command(...given: string[]): Promise<[text: string, code: number]> {
    ace.ui.switchMode('raw')
    const done = await ace.exec('access:explain', given)
    const text = done.logger.getLogs().map(({ message }) => message)
    done.logger.flushLogs()
    ace.ui.switchMode('normal')
    return [text.join('\n'), done.exitCode ?? 0]
  }

  const idOf = (email: string) =>
    asOwner(async (owner) => {
      const { rows } = await owner.query('select id from memberships where email = $1', [email])
      return String(rows[0].id)
    })
})
