import { test } from '@japa/runner'
import { asOwner, emptyDatabase, TestTenant, PASSWORD } from '#tests/support/tenants'
import { until } from '#tests/support/until'
import { Visitor, type Answer } from '#tests/support/visitor'

const PREFERENCES = { language: 'en', timeZone: 'Europe/Berlin', theme: '', density: '', home: '' }

test.group('Log-in', (group) => {
  group.each.setup(async () => {
    await emptyDatabase()
    const tenant = await TestTenant.create('Alpha')
    await tenant.user('ann@alpha.test', ['crm.user'])
    await tenant.user('bob@alpha.test', ['crm.user'])
  })

  test('leads to the page that was asked for', async ({ assert }) => {
    const visitor = new Visitor()
    const asked = await visitor.get('/crm/contacts')
    assert.equal(asked.path, '/login')
    const answer = await visitor.post('/login', { email: 'ANN@alpha.test ', password: PASSWORD })
    assert.equal(answer.status, 200)
    assert.equal(answer.path, '/crm/contacts')
  })

  test('refuses a wrong password and an unknown address alike', async ({ assert }) => {
    const wrong = await new Visitor().logIn('ann@alpha.test', 'wrong')
    const unknown = await new Visitor().logIn('nobody@alpha.test', 'wrong')
    const told = (text: string) => /class="err"[^>]*>(.*?)<\/p>/s.exec(text)?.[1]
    assert.equal(wrong.status, 422)
    assert.equal(unknown.status, 422)
    assert.equal(told(wrong.text), told(unknown.text))
    assert.include(told(wrong.text), 'do not match')
  })

  test('and a forgotten password take addresses that no database can hold', async ({ assert }) => {
    const visitor = new Visitor()
    const strange = 'ann\0@alpha.test'
    assert.equal((await visitor.logIn(strange, 'wrong')).status, 422)
    await visitor.get('/password')
    assert.equal((await visitor.post('/password', { email: strange })).status, 200)
  })

  test('takes no packed form', async ({ assert }) => {
    const answer = await fetch(`http://${process.env.HOST}:${process.env.PORT}/login`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'ann@alpha.test' }),
      headers: { 'content-encoding': 'gzip' },
    })
    assert.equal(answer.status, 415)
  })

  test('gives a new session id and drops the old one', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    const before = visitor.cookies.get('tatami')
    await visitor.post('/login', { email: 'ann@alpha.test', password: PASSWORD })
    assert.notEqual(visitor.cookies.get('tatami'), before)
    const rows = await asOwner((owner) => owner.query('select user_id from identity.sessions'))
    assert.lengthOf(rows.rows, 1)
    assert.isNotNull(rows.rows[0].user_id)
  })

  test('needs the token of the page', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    const answer = await visitor.post(
      '/login',
      { email: 'ann@alpha.test', password: PASSWORD },
      { token: 'of-another-page' }
    )
    assert.equal(answer.status, 419)
  })

  test('stops guessing after ten tries, also when they come at once', async ({ assert }) => {
    const visitors = await Promise.all(
      Array.from({ length: 14 }, async () => {
        const visitor = new Visitor()
        await visitor.get('/login')
        return visitor
      })
    )
    const answers = await Promise.all(
      visitors.map((visitor) => visitor.post('/login', { email: 'ann@alpha.test', password: 'x' }))
    )
    const statuses = answers.map(({ status }) => status)
    assert.lengthOf(
      statuses.filter((status) => status === 422),
      10
    )
    assert.lengthOf(
      statuses.filter((status) => status === 429),
      4
    )
    const right = await new Visitor().logIn('ann@alpha.test')
    assert.equal(right.status, 429)
    assert.match(right.text, /Try again in 1[45] minutes/)
  })

  test('is remembered after the session is gone', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('ann@alpha.test', PASSWORD, { remember: '1' })
    visitor.forget('tatami')
    const answer = await visitor.get('/crm/contacts')
    assert.equal(answer.path, '/crm/contacts')
    assert.equal(answer.status, 200)
  })

  test('ends at log-out, with the session and the remembered log-in', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('ann@alpha.test', PASSWORD, { remember: '1' })
    await visitor.post('/logout')
    const answer = await visitor.get('/crm/contacts')
    assert.equal(answer.path, '/login')
    const tokens = await asOwner((owner) =>
      owner.query('select 1 from identity.remember_me_tokens')
    )
    assert.lengthOf(tokens.rows, 0)
  })

  test('shows where one is logged in and ends a session there', async ({ assert }) => {
    const here = new Visitor()
    const there = new Visitor()
    await here.logIn('ann@alpha.test')
    await there.logIn('ann@alpha.test')
    const list = await here.get('/account/sessions')
    const revoke = /action="(\/account\/sessions\/[0-9a-f]{64}\?_method=DELETE)"/.exec(list.text)
    assert.exists(revoke)
    await here.post(revoke![1]!)
    assert.equal((await there.get('/')).path, '/login')
    assert.equal((await here.get('/')).path, '/')
  })

  test('ends everywhere else at one request, and for nobody else', async ({ assert }) => {
    const [here, there, elsewhere, other] = [
      new Visitor(),
      new Visitor(),
      new Visitor(),
      new Visitor(),
    ]
    await here.logIn('ann@alpha.test')
    assert.notInclude((await here.get('/account/sessions')).text, 'End all other sessions')
    await there.logIn('ann@alpha.test')
    await elsewhere.logIn('ann@alpha.test', PASSWORD, { remember: '1' })
    await other.logIn('bob@alpha.test')
    assert.include((await here.get('/account/sessions')).text, 'End all other sessions')
    const done = await here.post('/account/other-sessions?_method=DELETE')
    assert.equal(done.path, '/account/sessions')
    assert.include(done.text, '2 other sessions have ended.')
    for (const gone of [there, elsewhere]) assert.equal((await gone.get('/')).path, '/login')
    for (const stays of [here, other]) assert.equal((await stays.get('/')).path, '/')
  })

  test('ends for good, although a request of it is still under way', async ({ assert }) => {
    const [here, there] = [await Visitor.of('ann@alpha.test'), await Visitor.of('ann@alpha.test')]
    await there.get('/account/preferences')
    let saved: Promise<Answer> | undefined
    await asOwner(async (owner) => {
      await owner.query('begin')
      await owner.query('select from identity.users for no key update')
      saved = there.post('/account/preferences?_method=PUT', PREFERENCES)
      await until(
        'the request to wait',
        () => owner.query('select from pg_locks where not granted'),
        ({ rowCount }) => rowCount! > 0
      )
      const ended = await here.post('/account/other-sessions?_method=DELETE')
      assert.include(ended.text, 'One other session has ended.')
      await owner.query('commit')
    })
    assert.equal((await saved!).path, '/login')
    assert.equal((await there.get('/')).path, '/login')
    assert.equal((await here.get('/')).path, '/')
  })

  test('ends everywhere when the user is deactivated', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('ann@alpha.test')
    await asOwner((owner) => owner.query('update identity.users set active = false'))
    assert.equal((await visitor.get('/')).path, '/login')
  })

  test('sends headers that keep pages private and scripts ours', async ({ assert }) => {
    const visitor = new Visitor()
    const { headers } = await visitor.logIn('ann@alpha.test')
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('x-frame-options'), 'DENY')
    assert.equal(headers.get('referrer-policy'), 'same-origin')
    const policy = headers.get('content-security-policy') ?? ''
    assert.include(policy, `script-src 'self';`)
    assert.notInclude(policy, 'unsafe')
  })
})

test.group('Switching', (group) => {
  group.each.setup(() => emptyDatabase())

  test('a tenant one does not belong to does not exist', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    const beta = await TestTenant.create('Beta')
    await alpha.user('ann@alpha.test', ['crm.user'])
    const visitor = new Visitor()
    await visitor.logIn('ann@alpha.test')
    assert.equal((await visitor.post('/account/tenant', { tenant: beta.id })).status, 404)
    const locations = { 'locations[]': [beta.location('North')] }
    assert.equal((await visitor.post('/account/locations', locations)).status, 404)
  })

  test('who has no location is told so', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await beta.user('eve@beta.test', ['crm.user'], [])
    const page = await (await Visitor.of('eve@beta.test')).get('/')
    assert.include(page.text, 'No location')
    assert.notInclude(page.text, 'All locations')
  })

  test('locations narrow what is seen, one, several or all', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha', ['North', 'South', 'West'])
    await alpha.user('mia@alpha.test', ['crm.manager'])
    const { Contact } = await import('#modules/crm/models/contact')
    await alpha.run(async () => {
      for (const place of ['North', 'South', 'West']) {
        await Contact.create({ firstName: `From${place}`, locationId: alpha.location(place) })
      }
    })
    const visitor = new Visitor()
    await visitor.logIn('mia@alpha.test')
    const seen = async () => {
      const { text } = await visitor.get('/crm/contacts')
      return ['North', 'South', 'West'].filter((place) => text.includes(`From${place}`))
    }
    assert.deepEqual(await seen(), ['North', 'South', 'West'])
    await visitor.post('/account/locations', { only: alpha.location('South') })
    assert.deepEqual(await seen(), ['South'])
    await visitor.post('/account/locations', {
      'locations[]': [alpha.location('North'), alpha.location('West')],
    })
    assert.deepEqual(await seen(), ['North', 'West'])
    await visitor.post('/account/locations', { all: '1' })
    assert.deepEqual(await seen(), ['North', 'South', 'West'])
  })
})
