import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { asOwner, emptyDatabase, PASSWORD, TestTenant, type TestUser } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const owner = (text: string, values: unknown[] = []) =>
  asOwner((client) => client.query(text, values))

const BAR = 'You act as'

test.group('Impersonation', (group) => {
  let alpha: TestTenant
  let people: Record<'ada' | 'loc' | 'sam' | 'mia' | 'bob', TestUser>
  let ada: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    people = {
      ada: await alpha.user('ada@alpha.test', ['base.administrator']),
      loc: await alpha.user('loc@alpha.test', ['base.administrator'], ['North']),
      sam: await alpha.user('sam@alpha.test', ['crm.user'], ['North']),
      mia: await alpha.user('mia@alpha.test', ['base.manager']),
      bob: await beta.user('bob@beta.test', ['crm.user']),
    }
    ada = await Visitor.of('ada@alpha.test')
  })

  const actAs = (person: Visitor, user: TestUser) =>
    person.post(`/base/users/${user.id}/impersonation`)

  test('shows what the user sees, with a bar on every page, and leads back', async ({ assert }) => {
    await alpha.run(async () => {
      await Contact.create({ firstName: 'Nora', locationId: alpha.location('North') })
      await Contact.create({ firstName: 'Sven', locationId: alpha.location('South') })
    })
    const before = ada.cookies.get('tatami')
    const begun = await actAs(ada, people.sam)
    assert.equal(begun.path, '/')
    assert.include(begun.text, BAR)
    assert.notEqual(ada.cookies.get('tatami'), before)
    const list = await ada.get('/crm/contacts')
    assert.include(list.text, BAR)
    assert.include(list.text, 'Nora')
    assert.notInclude(list.text, 'Sven')
    const back = await ada.post('/account/impersonation?_method=DELETE')
    assert.equal(back.path, '/')
    assert.notInclude(back.text, BAR)
    assert.include((await ada.get('/crm/contacts')).text, 'Sven')
  })

  test('is offered on the form of a user, to administrators', async ({ assert }) => {
    const address = `action="/base/users/${people.sam.id}/impersonation"`
    assert.include((await ada.get(`/base/users/${people.sam.id}`)).text, address)
    const mia = await Visitor.of('mia@alpha.test')
    const page = await mia.get(`/base/users/${people.sam.id}`)
    assert.equal(page.status, 200)
    assert.notInclude(page.text, address)
  })

  test('writes both names down', async ({ assert }) => {
    await actAs(ada, people.sam)
    await ada.get('/crm/contacts/new')
    await ada.post('/crm/contacts', { firstName: 'Written' })
    const { rows } = await owner(
      `select c.created_by, e.user_id, e.impersonator_id from crm_contacts c
       join audit_changes a on a.record_id = c.id join audit_entries e on e.id = a.entry_id`
    )
    assert.deepEqual(rows, [
      { created_by: people.sam.id, user_id: people.sam.id, impersonator_id: people.ada.id },
    ])
  })

  test('is for administrators, and never of somebody with more rights', async ({ assert }) => {
    const sam = await Visitor.of('sam@alpha.test')
    assert.equal((await actAs(sam, people.sam)).status, 403)
    assert.equal((await actAs(sam, people.mia)).status, 403)
    const loc = await Visitor.of('loc@alpha.test')
    for (const user of [people.ada, people.mia]) {
      assert.notInclude((await actAs(loc, user)).text, BAR)
      assert.notInclude((await loc.get('/')).text, BAR)
    }
    assert.include((await actAs(loc, people.sam)).text, BAR)
    await owner('update identity.users set is_platform_administrator = true where id = $1', [
      people.mia.id,
    ])
    await actAs(ada, people.mia)
    assert.notInclude((await ada.get('/')).text, BAR)
    await owner('update identity.users set is_platform_administrator = true where id = $1', [
      people.loc.id,
    ])
    const platform = await Visitor.of('loc@alpha.test')
    assert.include((await actAs(platform, people.ada)).text, BAR)
  })

  test('reaches whoever may do no more, whatever their groups are called', async ({ assert }) => {
    const pia = await alpha.user('pia@alpha.test', ['base.portal'], [])
    const rita = await alpha.user('rita@alpha.test', ['crm.representative'], ['South'])
    assert.include((await actAs(ada, pia)).text, BAR)
    await ada.post('/account/impersonation?_method=DELETE')
    assert.include((await actAs(ada, rita)).text, BAR)
  })

  test('reaches nobody to whom the tenant’s own rights show more', async ({ assert }) => {
    const { rows } = await owner(
      `insert into access_groups (tenant_id, name) values ($1, 'Payroll') returning id`,
      [alpha.id]
    )
    const payroll = `own.${rows[0].id}`
    await owner(
      `with r as (insert into access_rights (tenant_id, name, kind, model, fields, in_force)
         values ($1, 'Telephones', 'field', 'crm_contacts', 'phone', true) returning id)
       insert into access_right_groups (tenant_id, right_id, group_name) select $1, r.id, $2 from r`,
      [alpha.id, payroll]
    )
    assert.include((await actAs(ada, people.sam)).text, BAR)
    await ada.post('/account/impersonation?_method=DELETE')
    await owner(
      'insert into membership_groups (tenant_id, user_id, group_name) values ($1, $2, $3)',
      [alpha.id, people.sam.id, payroll]
    )
    const refused = await actAs(ada, people.sam)
    assert.notInclude(refused.text, BAR)
    assert.include(refused.text, 'This user may do more than you')
  })

  test('stands in the audit log with its beginning and its end', async ({ assert }) => {
    await actAs(ada, people.sam)
    await ada.post('/account/impersonation?_method=DELETE')
    const { rows } = await owner(
      `select kind, user_id, impersonator_id, record_id from audit_entries
       where kind like 'impersonation%' order by number`
    )
    assert.deepEqual(rows, [
      {
        kind: 'impersonation_began',
        user_id: people.ada.id,
        impersonator_id: null,
        record_id: people.sam.id,
      },
      {
        kind: 'impersonation_ended',
        user_id: people.sam.id,
        impersonator_id: people.ada.id,
        record_id: people.sam.id,
      },
    ])
  })

  test('reaches nobody of another tenant, and nobody who is not active', async ({ assert }) => {
    assert.equal((await actAs(ada, people.bob)).status, 404)
    await owner('update identity.users set active = false where id = $1', [people.sam.id])
    await actAs(ada, people.sam)
    assert.notInclude((await ada.get('/')).text, BAR)
    await actAs(ada, people.ada)
    assert.notInclude((await ada.get('/')).text, BAR)
  })

  test('stands in the user’s list of sessions, and can be ended there', async ({ assert }) => {
    await actAs(ada, people.sam)
    const sam = await Visitor.of('sam@alpha.test')
    const list = await sam.get('/account/sessions')
    assert.include(list.text, 'Ada Tester, acting as you')
    await sam.post(
      /action="(\/account\/sessions\/[0-9a-f]{64}\?_method=DELETE)"/.exec(list.text)![1]!
    )
    assert.equal((await ada.get('/')).path, '/login')
  })

  test('is among the sessions of who acts, and ends with them', async ({ assert }) => {
    const [lost, kept] = [ada, await Visitor.of('ada@alpha.test')]
    await actAs(lost, people.sam)
    const list = await kept.get('/account/sessions')
    assert.include(list.text, 'acting as Sam')
    const address = /action="(\/account\/sessions\/[0-9a-f]{64}\?_method=DELETE)"/.exec(list.text)!
    await kept.post(address[1]!)
    assert.equal((await lost.get('/')).path, '/login')

    await lost.logIn('ada@alpha.test')
    await actAs(lost, people.sam)
    const ended = await kept.post('/account/other-sessions?_method=DELETE')
    assert.include(ended.text, 'One other session has ended.')
    assert.equal((await lost.get('/')).path, '/login')

    await lost.logIn('ada@alpha.test')
    await actAs(lost, people.sam)
    await kept.get('/account/password')
    const password = 'harbour seventeen lanterns'
    const changed = { current: PASSWORD, password, confirmation: password }
    await kept.post('/account/password?_method=PUT', changed)
    assert.equal((await lost.get('/')).path, '/login')
    assert.equal((await kept.get('/')).path, '/')
  })

  test('ends where somebody logs in', async ({ assert }) => {
    await actAs(ada, people.sam)
    const page = await ada.post('/login', { email: 'mia@alpha.test', password: PASSWORD })
    assert.equal(page.path, '/')
    assert.notInclude(page.text, BAR)
    assert.equal((await ada.post('/account/impersonation?_method=DELETE')).status, 404)
    const { rows } = await owner(
      'select impersonator_id from identity.sessions where user_id = $1',
      [people.mia.id]
    )
    assert.deepEqual(rows, [{ impersonator_id: null }])
  })

  test('leads back to a remembered log-in where its administrator is none any more', async ({
    assert,
  }) => {
    const kept = new Visitor()
    await kept.logIn('ada@alpha.test', PASSWORD, { remember: '1' })
    await actAs(kept, people.sam)
    await owner(
      `update membership_groups set group_name = 'base.manager'
       where user_id = $1 and group_name = 'base.administrator'`,
      [people.ada.id]
    )
    const page = await kept.get('/crm/contacts')
    assert.equal(page.path, '/crm/contacts')
    assert.notInclude(page.text, BAR)
  })

  test('is not nested', async ({ assert }) => {
    await actAs(ada, people.loc)
    await actAs(ada, people.sam)
    const page = await ada.get('/')
    assert.include(page.text, 'You act as Loc')
  })

  test('keeps away from what is the user’s own', async ({ assert }) => {
    await actAs(ada, people.sam)
    await ada.get('/crm/contacts')
    for (const path of [
      '/account/email',
      '/account/tokens',
      '/account/security',
      '/account/sessions',
    ]) {
      const answer = await ada.get(path)
      assert.equal(answer.status, 403)
      assert.include(answer.text, 'You act as Sam')
    }
    const token = { 'name': 'x', 'scope[crm]': 'read' }
    assert.equal((await ada.post('/account/tokens', token)).status, 403)
    assert.equal((await ada.post('/account/two-factor', { password: PASSWORD })).status, 403)
    assert.equal((await ada.post('/account/tenant', { tenant: alpha.id })).status, 403)
    assert.equal((await ada.post('/account/other-sessions?_method=DELETE')).status, 403)
    const { rows } = await owner('select 1 from identity.api_keys')
    assert.lengthOf(rows, 0)
  })

  test('stays in the tenant where it began', async ({ assert }) => {
    const gamma = await TestTenant.create('Gamma')
    await owner(
      `insert into memberships (tenant_id, id, name, email, created_at)
       values ($1, $2, 'Sam Tester', 'sam@alpha.test', now() - interval '1 year')`,
      [gamma.id, people.sam.id]
    )
    const page = await actAs(ada, people.sam)
    assert.include(page.text, 'Alpha')
    assert.notInclude(page.text, 'Gamma')
    const { rows } = await owner('select tenant_id from identity.sessions where user_id = $1', [
      people.sam.id,
    ])
    assert.deepEqual(rows, [{ tenant_id: alpha.id }])
  })

  test('ends at log-out', async ({ assert }) => {
    await actAs(ada, people.sam)
    await ada.post('/logout')
    assert.equal((await ada.get('/')).path, '/login')
    await ada.logIn('sam@alpha.test')
    assert.notInclude((await ada.get('/')).text, BAR)
  })

  test('ends with its administrator, and after an hour however it is used', async ({ assert }) => {
    await actAs(ada, people.sam)
    await owner('update identity.users set active = false where id = $1', [people.ada.id])
    assert.equal((await ada.get('/')).path, '/login')
    await owner('update identity.users set active = true')
    const again = await Visitor.of('ada@alpha.test')
    await actAs(again, people.sam)
    await owner('update memberships set active = false where id = $1', [people.ada.id])
    assert.equal((await again.get('/')).path, '/login')
    await owner('update memberships set active = true')
    const demoted = await Visitor.of('ada@alpha.test')
    await actAs(demoted, people.sam)
    const groups = `membership_groups set group_name = $2 where user_id = $1 and group_name = $3`
    await owner(`update ${groups}`, [people.ada.id, 'base.manager', 'base.administrator'])
    assert.equal((await demoted.get('/')).path, '/login')
    await owner(`update ${groups}`, [people.ada.id, 'base.administrator', 'base.manager'])
    const third = await Visitor.of('ada@alpha.test')
    await actAs(third, people.sam)
    await owner(`update identity.sessions set last_seen_at = now() - interval '10 minutes'`)
    await third.get('/crm/contacts')
    await third.post('/account/locations', { all: '1' })
    const { rows } = await owner(
      `select expires_at <= now() + interval '1 hour' as soon from identity.sessions
       where impersonator_id is not null and user_id = $1`,
      [people.sam.id]
    )
    assert.deepEqual(rows, [{ soon: true }])
  })

  test('cannot be ended by who does not act as anybody', async ({ assert }) => {
    assert.equal((await ada.post('/account/impersonation?_method=DELETE')).status, 404)
  })
})

test.group('End of the sessions of a user', (group) => {
  group.each.setup(() => emptyDatabase())

  test('is for administrators, not of somebody with more rights', async ({ assert }) => {
    const [alpha, beta] = [await TestTenant.create('Alpha'), await TestTenant.create('Beta')]
    const ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    await alpha.user('loc@alpha.test', ['base.administrator'], ['North'])
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    await beta.user('bob@beta.test', ['base.administrator'])
    const lost = new Visitor()
    await lost.logIn('mia@alpha.test', PASSWORD, { remember: '1' })
    const end = async (email: string) =>
      (await Visitor.of(email)).post(`/base/users/${mia.id}/ended-sessions`)
    for (const [email, status] of [
      ['loc@alpha.test', 403],
      ['mia@alpha.test', 403],
      ['bob@beta.test', 404],
    ] as const) {
      assert.equal((await end(email)).status, status)
    }
    assert.equal((await lost.get('/')).path, '/')
    assert.include((await end('ada@alpha.test')).text, '2 sessions of Mia Tester have ended.')
    assert.equal((await lost.get('/')).path, '/login')
    assert.include((await end('ada@alpha.test')).text, 'Mia Tester was signed in nowhere.')
    assert.equal((await lost.logIn('mia@alpha.test')).path, '/')
    const { rows } = await owner(
      `select distinct user_id, record_id from audit_entries where kind = 'sessions_ended'`
    )
    assert.deepEqual(rows, [{ user_id: ada.id, record_id: mia.id }])
  })

  test('ends those in which they act as somebody, and none of another company', async ({
    assert,
  }) => {
    const [alpha, beta] = [await TestTenant.create('Alpha'), await TestTenant.create('Beta')]
    const ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    await alpha.user('ann@alpha.test', ['base.administrator'])
    const sam = await alpha.user('sam@alpha.test', ['crm.user'])
    await beta.join(ada)
    const [acting, elsewhere] = [await Visitor.of(ada.email), await Visitor.of(ada.email)]
    await acting.post(`/base/users/${sam.id}/impersonation`)
    await elsewhere.post('/account/tenant', { tenant: beta.id })
    const ann = await Visitor.of('ann@alpha.test')
    const ended = await ann.post(`/base/users/${ada.id}/ended-sessions`)
    assert.include(ended.text, 'One session of Ada Tester has ended.')
    assert.equal((await acting.get('/')).path, '/login')
    assert.equal((await elsewhere.get('/')).path, '/')
  })
})

test.group('Reset of the second step', (group) => {
  group.each.setup(() => emptyDatabase())

  test('is for administrators, not of somebody with more rights', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const loc = await alpha.user('loc@alpha.test', ['base.administrator'], ['North'])
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    await owner(
      `insert into identity.two_factor (user_id, secret, confirmed_at) values ($1, 'x', now())`,
      [mia.id]
    )
    const reset = async (email: string) => {
      const visitor = await Visitor.of(email)
      return visitor.post(`/base/users/${mia.id}/two-factor-reset`)
    }
    const left = async () => (await owner('select 1 from identity.two_factor')).rows.length
    assert.equal((await reset(loc.email)).status, 403)
    assert.equal(await left(), 1)
    await reset('ada@alpha.test')
    assert.equal(await left(), 0)
    const visitor = new Visitor()
    assert.equal((await visitor.logIn('mia@alpha.test')).path, '/')
    assert.equal((await reset('mia@alpha.test')).status, 403)
  })
})
