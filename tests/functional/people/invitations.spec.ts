import { test } from '@japa/runner'
import { Environment } from '#app/environment/environment'
import { asOwner, emptyDatabase, PASSWORD, TestTenant, type TestUser } from '#tests/support/tenants'
import { PostOffice } from '#tests/support/post_office'
import { until } from '#tests/support/until'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const GOOD = 'a cold winter morning'

async function rows(sql: string, values: unknown[] = []) {
  return (await asOwner((owner) => owner.query(sql, values))).rows
}

/** Invites somebody on the form, and confirms what they will reach; the answer is the page that one comes to. */
async function invite(by: Visitor, fields: Record<string, string | string[]> = {}) {
  await by.get('/base/invitations/new')
  const person = { name: 'Nia', email: 'nia@alpha.test', ...fields }
  return by.confirm(await by.post('/base/invitations', person))
}

const accept = { name: 'Nia Berg', password: GOOD, confirmation: GOOD }

test.group('Invitations', (group) => {
  let alpha: TestTenant
  let ada: TestUser
  let admin: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    admin = await Visitor.of('ada@alpha.test')
  })

  /** Makes a link as one does without a mail server. */
  async function linkFor(path: string) {
    await admin.get(path)
    const { text } = await admin.post(`${path}/link`)
    return /value="[^"]*(\/invitations\/[A-Za-z0-9_-]{43})"/.exec(text)?.[1] ?? ''
  }

  test('somebody new begins with the language and time zone of the tenant', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query(`update tenants set language = 'de', time_zone = 'Asia/Tokyo' where id = $1`, [
        alpha.id,
      ])
    )
    const { path } = await invite(admin, { 'groups[]': ['', 'crm.user'] })
    const link = await linkFor(path)
    const nia = new Visitor()
    await nia.get(link)
    await nia.post(link, accept)
    const [user] = await rows(
      `select language, time_zone from identity.users where email = 'nia@alpha.test'`
    )
    assert.deepEqual(user, { language: 'de', time_zone: 'Asia/Tokyo' })
  })

  test('somebody new joins with the groups and locations that were meant', async ({ assert }) => {
    const { path, text } = await invite(admin, {
      'groups[]': ['', 'crm.user'],
      'locations[]': ['', alpha.location('North')],
    })
    assert.include(text, 'Make a link')
    const link = await linkFor(path)
    const nia = new Visitor()
    const page = await nia.get(link)
    assert.include(page.text, 'Ada Tester invites nia@alpha.test')
    assert.lengthOf(await rows(`select from identity.users where email like 'nia%'`), 0)
    const joined = await nia.post(link, accept)
    assert.equal(joined.path, '/login?reason=welcome')
    assert.equal((await nia.logIn('nia@alpha.test', GOOD)).path, '/')
    const [member] =
      await rows(`select m.name, m.all_locations as all, g.group_name as group, l.location_id as location
      from memberships m join membership_groups g on g.user_id = m.id
      join membership_locations l on l.user_id = m.id where m.email = 'nia@alpha.test'`)
    assert.deepEqual(member, {
      name: 'Nia Berg',
      all: false,
      group: 'crm.user',
      location: alpha.location('North'),
    })
    assert.equal((await new Visitor().get(link)).status, 404)
    assert.include((await admin.get(path)).text, 'Accepted')
  })

  test('the link works once, also when it is used several times at once', async ({ assert }) => {
    const link = await linkFor((await invite(admin)).path)
    const visitors = [new Visitor(), new Visitor(), new Visitor()]
    for (const visitor of visitors) await visitor.get(link)
    const answers = await Promise.all(visitors.map((visitor) => visitor.post(link, accept)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404, 404])
    assert.lengthOf(await rows(`select from memberships where email = 'nia@alpha.test'`), 1)
  })

  test('a new link ends the one before, and seven days end both', async ({ assert }) => {
    const { path } = await invite(admin)
    const [first, second] = [await linkFor(path), await linkFor(path)]
    assert.equal((await new Visitor().get(first)).status, 404)
    assert.equal((await new Visitor().get(second)).status, 200)
    const [token] = await rows(
      `select hash, expires_at - now() > '6 days 23 hours' and expires_at - now() <= '7 days' as week
       from identity.invitation_tokens`
    )
    assert.isTrue(token.week)
    assert.notInclude(second, token.hash)
    await asOwner((owner) =>
      owner.query('update identity.invitation_tokens set expires_at = now()')
    )
    assert.equal((await new Visitor().get(second)).status, 404)
  })

  test('speaks of links and mail in the language of who invites', async ({ assert }) => {
    const { path } = await invite(admin)
    await asOwner((owner) =>
      owner.query(`update identity.users set language = 'de' where id = $1`, [ada.id])
    )
    const made = await admin.post(`${path}/link`)
    assert.include(made.text, 'Link für Nia')
    assert.include(made.text, 'Zurück zur Einladung')
    const sent = await admin.post(`${path}/send`)
    assert.include(sent.text, 'Es gibt keinen Mailserver.')
  })

  test('a deleted invitation is void', async ({ assert }) => {
    const { path } = await invite(admin)
    const link = await linkFor(path)
    await admin.get(path)
    await admin.post(`${path}?_method=DELETE`)
    assert.equal((await new Visitor().get(link)).status, 404)
  })

  test('the page asks for a name and a good password', async ({ assert }) => {
    const link = await linkFor((await invite(admin)).path)
    const nia = new Visitor()
    await nia.get(link)
    const short = await nia.post(link, { name: ' ', password: 'short', confirmation: 'short' })
    assert.equal(short.status, 422)
    assert.include(short.text, 'id="name-error"')
    assert.include(short.text, 'too short: 12')
    assert.lengthOf(await rows('select from memberships'), 1)
  })

  test('who has an account accepts logged in, and nobody else for them', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await beta.user('bo@beta.test', ['base.administrator'])
    const { path } = await invite(admin, { name: 'Bo', email: 'bo@beta.test' })
    const link = await linkFor(path)

    const stranger = new Visitor()
    await stranger.get('/login')
    const asked = await stranger.get(link)
    assert.notInclude(asked.text, 'name="password"')
    assert.equal((await stranger.post(link, accept)).status, 403)
    await admin.get(link)
    assert.equal((await admin.post(link)).status, 403)
    assert.equal((await new Visitor().logIn('bo@beta.test', GOOD)).status, 422)
    assert.lengthOf(await rows(`select from memberships where email = 'bo@beta.test'`), 1)

    const bo = new Visitor()
    await bo.get(link)
    const back = await bo.logIn('bo@beta.test')
    assert.equal(back.path, link)
    const joined = await bo.post(link)
    assert.equal(joined.path, '/')
    assert.include(joined.text, 'Alpha')
    assert.lengthOf(await rows(`select from memberships where email = 'bo@beta.test'`), 2)
  })

  test('who was deactivated comes back by an invitation', async ({ assert }) => {
    const ann = await alpha.user('ann@alpha.test', ['crm.user'])
    await admin.get(`/base/users/${ann.id}`)
    await admin.confirm(await admin.post(`/base/users/${ann.id}/archival`))
    const { path } = await invite(admin, { 'email': 'ann@alpha.test', 'groups[]': ['base.user'] })
    const visitor = new Visitor()
    const link = await linkFor(path)
    await visitor.get(link)
    await visitor.logIn('ann@alpha.test', PASSWORD)
    await visitor.get(link)
    assert.equal((await visitor.post(link)).path, '/')
    assert.deepEqual(
      await rows(`select group_name from membership_groups where user_id = '${ann.id}'`),
      [{ group_name: 'base.user' }]
    )
  })

  test('refuses who is here already, who is invited already, and groups one lacks', async ({
    assert,
  }) => {
    const member = await invite(admin, { email: 'ada@alpha.test' })
    assert.equal(member.status, 422)
    assert.include(member.text, 'a user with this e-mail address already')
    await invite(admin)
    assert.equal((await invite(admin)).status, 422)
    const emperor = await invite(admin, { 'email': 'x@alpha.test', 'groups[]': ['base.emperor'] })
    assert.equal(emperor.status, 422)
  })

  test('is for administrators of the tenant', async ({ assert }) => {
    const { path } = await invite(admin)
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    const manager = await Visitor.of('mia@alpha.test')
    assert.equal((await manager.get('/base/invitations')).status, 404)
    await manager.get('/')
    assert.include([403, 404], (await invite(manager)).status)
    for (const action of ['link', 'send']) {
      assert.include([403, 404], (await manager.post(`${path}/${action}`)).status)
    }
    const beta = await TestTenant.create('Beta')
    await beta.user('bo@beta.test', ['base.administrator'])
    const bo = await Visitor.of('bo@beta.test')
    assert.equal((await bo.get(path)).status, 404)
    assert.equal((await bo.post(`${path}/link`)).status, 404)
    for (const sql of [
      `insert into invitations (name, email) values ('x', 'x@x.test')`,
      `select app.issue_invitation('${path.slice(-36)}', 'hash')`,
      `insert into invitation_groups (invitation_id, group_name) values ('${path.slice(-36)}', 'base.administrator')`,
    ]) {
      await assert.rejects(
        () => Environment.run(mia.asker, (environment) => environment.query(sql)),
        /Only administrators/
      )
    }
  })

  test('to places where one does not work are in nobody’s hands but the invited', async ({
    assert,
  }) => {
    await alpha.user('lo@alpha.test', ['base.administrator'], ['North'])
    const local = await Visitor.of('lo@alpha.test')
    const { path } = await invite(admin, { allLocations: '1' })
    const south = { 'email': 'sid@alpha.test', 'locations[]': ['', alpha.location('South')] }
    const there = (await invite(admin, south)).path
    for (const address of [path, there]) {
      const form = await local.get(address)
      const stolen = { ...hiddenValues(form.text), name: 'Nia', email: 'lo@evil.test' }
      assert.equal((await local.post(`${address}?_method=PUT`, stolen)).status, 422)
      assert.equal((await local.post(`${address}/link`)).status, 403)
    }
    const here = await invite(local, { email: 'nora@alpha.test' })
    await local.get(here.path)
    assert.equal((await local.post(`${here.path}/link`)).status, 200)
  })

  test('a link ends with the right to invite of whoever made it', async ({ assert }) => {
    const links: string[] = []
    for (const name of ['max', 'mia']) {
      const maker = await alpha.user(`${name}@alpha.test`, ['base.administrator', 'base.manager'])
      const visitor = await Visitor.of(`${name}@alpha.test`)
      const { path } = await invite(visitor, { email: `${name}@elsewhere.test`, allLocations: '1' })
      await visitor.get(path)
      const made = await visitor.post(`${path}/link`)
      links.push(/value="[^"]*(\/invitations\/[A-Za-z0-9_-]{43})"/.exec(made.text)![1]!)
      await admin.get(`/base/users/${maker.id}`)
    }
    const others = await linkFor((await invite(admin)).path)
    for (const link of links) assert.equal((await new Visitor().get(link)).status, 200)

    const [max, mia] = await rows(`select id from memberships where email like 'm%' order by email`)
    await admin.get(`/base/users/${max.id}`)
    await admin.confirm(await admin.post(`/base/users/${max.id}/archival`))
    assert.equal((await new Visitor().get(links[0]!)).status, 404)
    assert.equal((await new Visitor().get(links[1]!)).status, 200)

    const form = await admin.get(`/base/users/${mia.id}`)
    const demoted = { ...hiddenValues(form.text), 'name': 'Mia', 'groups[]': ['', 'base.manager'] }
    const email = { email: 'mia@alpha.test', allLocations: '1' }
    await admin.confirm(
      await admin.post(`/base/users/${mia.id}?_method=PUT`, { ...demoted, ...email })
    )
    const late = new Visitor()
    assert.equal((await late.get(links[1]!)).status, 404)
    await late.get('/login')
    assert.equal((await late.post(links[1]!, accept)).status, 404)
    assert.equal((await new Visitor().get(others)).status, 200)
    assert.deepEqual(
      await rows(`select email, expires_at > now() as works from invitations order by email`),
      [
        { email: 'max@elsewhere.test', works: false },
        { email: 'mia@elsewhere.test', works: false },
        { email: 'nia@alpha.test', works: true },
      ]
    )
  })

  test('a suspended tenant takes nobody in', async ({ assert }) => {
    const link = await linkFor((await invite(admin)).path)
    await asOwner((owner) => owner.query('update tenants set active = false'))
    assert.equal((await new Visitor().get(link)).status, 404)
    assert.isNotNull(ada.id)
  })
})

test.group('Mail', (group) => {
  withWorker(group)
  let office: PostOffice

  group.each.setup(async () => {
    await emptyDatabase()
    office = await PostOffice.open()
    return () => office.close()
  })

  test('an invitation goes out after it is saved, and again on demand', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha & Sons')
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    const { path } = await invite(admin)
    await office.waitFor(1)
    const [mail] = office.mails
    assert.equal(mail!.subject, 'Invitation to Alpha & Sons')
    assert.equal(mail!.from?.text, '"Tatami" <no-reply@tatami.test>')
    assert.include(mail!.html || '', 'Alpha &amp; Sons')
    const first = office.linkTo('nia@alpha.test')
    await admin.get(path)
    await admin.post(`${path}/send`)
    await office.waitFor(2)
    const second = office.linkTo('nia@alpha.test')
    assert.notEqual(second, first)
    assert.equal((await new Visitor().get(first)).status, 404)
    const nia = new Visitor()
    await nia.get(second)
    assert.equal((await nia.post(second, accept)).path, '/login?reason=welcome')
  })

  test('what the mail server refuses goes out later', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    office.refuses = true
    await invite(admin)
    await until(
      'a refusal',
      () => office.refused,
      (count) => count > 0
    )
    office.refuses = false
    await office.waitFor(1)
    assert.equal((await new Visitor().get(office.linkTo('nia@alpha.test'))).status, 200)
  })

  test('a forgotten password is set by a link that works for an hour', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('ann@alpha.test', ['crm.user'])
    const here = await Visitor.of('ann@alpha.test')
    const visitor = new Visitor()
    assert.include((await visitor.get('/login')).text, 'href="/password"')
    await visitor.get('/password')
    const asked = await visitor.post('/password', { email: ' Ann@alpha.test' })
    assert.include(asked.text, 'If there is an account')
    await office.waitFor(1)
    const link = office.linkTo('ann@alpha.test')
    await visitor.get(link)
    await visitor.post(link, { password: GOOD, confirmation: GOOD })
    assert.equal((await new Visitor().logIn('ann@alpha.test', GOOD)).path, '/')
    assert.equal((await new Visitor().logIn('ann@alpha.test', PASSWORD)).status, 422)
    assert.equal((await here.get('/')).path, '/login')
  })

  test('who has no account, and who asks too often, gets the same answer and no mail', async ({
    assert,
  }) => {
    const alpha = await TestTenant.create('Alpha')
    await alpha.user('ann@alpha.test', ['crm.user'])
    const strip = (text: string) => text.replaceAll(/value="[^"]*"/g, '')
    const ask = async (email: string) => {
      const visitor = new Visitor()
      await visitor.get('/password')
      const { status, text } = await visitor.post('/password', { email })
      return { status, text: strip(text) }
    }
    const known = await ask('ann@alpha.test')
    assert.deepEqual(await ask('nobody@alpha.test'), known)
    for (let time = 0; time < 4; time++) assert.deepEqual(await ask('ann@alpha.test'), known)
    await until(
      'the end of all jobs',
      () =>
        rows(
          `select from bullmq.job where state not in ('completed', 'failed')
             and data -> 'scope' ->> 'tenantId' = $1`,
          [alpha.id]
        ),
      (jobs) => jobs.length === 0
    )
    assert.isAtMost(office.mails.length, 3)
    assert.isAtLeast(office.mails.length, 1)
  })
})
