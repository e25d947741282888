import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import fc from 'fast-check'
import {
  allow,
  onlyFor,
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
import { askerOf, runJobIn } from '#app/modules/job_environment'
import { houseEntries, MenuExplainer } from '#app/modules/menu_explanation'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { nobody, withRights } from '#tests/support/access/registry'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

const groups = ['red', 'green', 'blue'].map((name) => accessGroup(`test.${name}`, name))
const roles = [
  'crm.manager',
  'crm.representative',
  'crm.user',
  'base.team_manager',
  'base.support',
  'base.portal',
]

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

/** Rules that let people read what they may not change or delete, which are seldom drawn. */
const examples = (['write', 'delete'] as const).map(
  (operation): [AccessDeclaration[], string[], null, 'write' | 'delete'] => {
    const domain = () => [['status', '=', 'lead'] as const]
    const title = `Leads alone, to ${operation}`
    return [
      [rule(title, Contact, { operations: [operation], domain })],
      ['crm.manager'],
      null,
      operation,
    ]
  }
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
  })

  test('say what screens and jobs really do, for users, rules and records drawn by lot', async ({
    assert,
  }) => {
    const outcomes = { yes: 0, no: 0 }
    const visitor = new Visitor()
    await visitor.logIn(user.email)
    await visitor.get('/account/sessions')
    await fc.assert(
      fc.asyncProperty(
        declarations,
        some([...roles, ...groups.map(({ name }) => name)]),
        fc.constantFrom(null, ['North'], ['South'], []),
        fc.constantFrom(...operations.filter((operation) => operation !== 'create')),
        async (access, names, places, operation) => {
          await give(names, places)
          await withRights(
            access,
            async (registry) => {
              const scope = { tenantId: tenant.id, userId: user.id, locationIds: null }
              const subject = await askerOf(scope)
              const explainer = new AccessExplainer(registry.access, subject, { locale: 'en' })
              for (const id of contacts.slice(0, 6)) {
                const question = { model: Contact, operation, id, field: null }
                const { allowed, steps } = await explainer.explain(question)
                const about = JSON.stringify({ steps, names, places, operation })
                assert.equal(await isDone(visitor, operation, id), allowed, `screen: ${about}`)
                const inJob = await runJobIn(scope, () => isFound(registry.access, operation, id))
                assert.equal(inJob, allowed, `job: ${about}`)
                outcomes[allowed ? 'yes' : 'no'] += 1
              }
              const menu = new MenuExplainer(registry, subject, { locale: 'en' })
              const page = (await visitor.get('/account/sessions')).text
              for (const each of houseEntries(registry)) {
                const { allowed } = await menu.explain(each)
                const isThere = page.includes(`<a href="${each.entry.href}"`)
                assert.equal(isThere, allowed, `${each.entry.href} for ${names.join(' ')}`)
              }
            },
            groups
          )
        }
      ),
      { numRuns: 25, seed: 20261126, examples }
    )
    assert.isAbove(outcomes.yes, 20)
    assert.isAbove(outcomes.no, 20)
  })

  /** Gives the user these groups and locations and takes all others; null stands for everywhere. */
  async function give(names: readonly string[], places: readonly string[] | null) {
    await asOwner(async (owner) => {
      await owner.query('delete from membership_groups where user_id = $1', [user.id])
      await owner.query('delete from membership_locations where user_id = $1', [user.id])
      await owner.query('update memberships set all_locations = $2 where id = $1', [
        user.id,
        places === null,
      ])
      for (const name of names) {
        await owner.query(
          'insert into membership_groups (tenant_id, user_id, group_name) values ($1, $2, $3)',
          [tenant.id, user.id, name]
        )
      }
      for (const place of places ?? []) {
        await owner.query(
          'insert into membership_locations (tenant_id, user_id, location_id) values ($1, $2, $3)',
          [tenant.id, user.id, tenant.location(place)]
        )
      }
    })
  }

  /** Whether the screen lets the visitor do it: opens the form, saves it, or asks before it deletes. */
  async function isDone(visitor: Visitor, operation: Operation, id: string): Promise<boolean> {
    const address = `/crm/contacts/${id}`
    if (operation === 'delete') return (await visitor.get(`${address}/deletion`)).status === 200
    const form = await visitor.get(address)
    if (operation === 'read') return form.status === 200
    const values = form.status === 200 ? hiddenValues(form.text) : {}
    return (await visitor.post(`${address}?_method=PUT`, values)).status === 200
  }

  /** What a screen or a program would get. */
  async function happens(
    asker: TestUser['asker'],
    policy: ConstructorParameters<typeof AccessExplainer>[0],
    operation: Operation,
    id: string
  ): Promise<boolean> {
    return Environment.run(asker, () => isFound(policy, operation, id))
  }

  async function isFound(
    policy: ConstructorParameters<typeof AccessExplainer>[0],
    operation: Operation,
    id: string
  ): Promise<boolean> {
    try {
      await new Records(Contact, policy).find(id, operation)
      return true
    } catch (error) {
      const { code } = error as { code: string }
      if (['E_ACCESS_DENIED', 'E_NO_SUCH_RECORD'].includes(code)) return false
      throw error
    }
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
    assert.include((await admin.get('/crm/contacts')).text, '/base/access?menu=%2Fcrm%2Fcontacts')
    assert.equal((await admin.get('/base/access')).status, 200)
    const visitor = new Visitor()
    await visitor.logIn('lena@alpha.test')
    assert.equal((await visitor.get(address({ user: rita.id }))).status, 404)
    assert.notInclude((await visitor.get('/')).text, '/base/access')
    assert.notInclude((await visitor.get('/crm/contacts')).text, '/base/access')
  })

  test('are there for every user, however many there are', async ({ assert }) => {
    const form = await admin.get(`/base/users/${rita.id}`)
    assert.include(form.text, `href="/base/access?user=${rita.id}"`)
    await asOwner((owner) =>
      owner.query(
        `with made as (
           insert into identity.users (email, name, password)
           select 'a' || n || '@many.test', 'Aaron ' || n, 'none' from generate_series(1, 501) n
           returning id, name, email)
         insert into memberships (tenant_id, id, name, email)
         select $1, id, name, email from made`,
        [tenant.id]
      )
    )
    const { text } = await admin.get(`/base/access?user=${rita.id}`)
    assert.include(text, `value="${rita.id}" selected`)
    const denied = await admin.get(address({ user: rita.id, operation: 'delete' }))
    assert.include(denied.text, 'Rita Tester may not do this.')
    const log = await admin.get(`/base/audit?user=${rita.id}`)
    assert.include(log.text, `value="${rita.id}" selected`)
    await asOwner((owner) => owner.query(`delete from memberships where email like 'a%@many.test'`))
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

  test('say why somebody sees an entry of the menu', async ({ assert }) => {
    const asked = (user: string, menu: string) =>
      admin.get(`/base/access?${new URLSearchParams({ user, menu })}`)
    const contacts = await asked(rita.id, '/crm/contacts')
    assert.include(
      contacts.text,
      'Rita Tester sees this entry of the menu. It is about CRM, Contacts'
    )
    assert.include(contacts.text, 'App CRM: installed and in use')
    assert.include(contacts.text, 'Columns of the list that are seen: Name')
    const ofGroups = await asked(rita.id, '/base/groups')
    assert.include(ofGroups.text, 'Rita Tester does not see')
    assert.include(ofGroups.text, 'only they may read groups: Tenant administrator')
    const apps = await asked(rita.id, '/base/apps')
    assert.include(apps.text, 'The entry is only for members of: Platform administrator')
    const menu = await admin.get(`/base/access?user=${rita.id}`)
    assert.match(
      menu.text,
      /Contacts<\/a><\/td><td>CRM<\/td><td><span class="badge badge--ok">Seen/
    )
    assert.match(menu.text, /Groups<\/a><\/td><td>Settings<\/td><td><span class="badge">Not seen/)
  })

  test('say when an app is switched off, or a column is all that is missing', async ({
    assert,
  }) => {
    const asked = () => admin.get(`/base/access?user=${rita.id}&menu=%2Fcrm%2Fcontacts`)
    await asOwner((owner) =>
      owner.query(
        `insert into tenant_modules (tenant_id, module, active) values ($1, 'crm', false)`,
        [tenant.id]
      )
    )
    assert.include((await asked()).text, 'App CRM: switched off in this tenant')
    await asOwner((owner) => owner.query('delete from tenant_modules'))
    const hidden = Object.keys(Contact.allFields) as 'email'[]
    await withRights([onlyFor([nobody], Contact, hidden)], async () => {
      const { text } = await asked()
      assert.include(text, 'None of the columns of the list may be seen')
      assert.include(text, 'does not see this entry')
    })
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
    const [menu, seen] = await command('--user=rita@alpha.test', '--menu=/crm/contacts')
    assert.include(menu, 'App CRM')
    assert.equal(seen, 0)
    assert.equal((await command('--user=rita@alpha.test', '--menu=/base/groups'))[1], 1)
    assert.equal((await command('--user=rita@alpha.test', '--menu=/nowhere'))[1], 2)
    assert.equal((await command('--user=rita@alpha.test'))[1], 2)
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
