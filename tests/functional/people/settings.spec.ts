import { test } from '@japa/runner'
import { runJobIn } from '#app/modules/job_environment'
import { Contact } from '#modules/crm/models/contact'
import { Environment } from '#app/environment/environment'
import { asOwner, emptyDatabase, PASSWORD, TestTenant, type TestUser } from '#tests/support/tenants'
import { readPdf } from '#tests/support/pdf'
import { Visitor } from '#tests/support/visitor'

const GOOD = 'a cold winter morning'

async function rows(sql: string, values: unknown[] = []) {
  return (await asOwner((owner) => owner.query(sql, values))).rows
}

const settings = {
  name: 'Alpha Works',
  timeZone: 'Europe/Paris',
  currency: 'CHF',
  language: 'en',
  dateFormat: 'iso',
}

test.group('Settings of one’s own', (group) => {
  let alpha: TestTenant
  let ann: TestUser
  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ann = await alpha.user('ann@alpha.test', ['crm.user'])
  })

  test('a password is changed by who knows the old one, and ends the other sessions', async ({
    assert,
  }) => {
    const [here, there] = [await Visitor.of('ann@alpha.test'), await Visitor.of('ann@alpha.test')]
    await here.get('/account/password')
    const change = (current: string, password = GOOD) =>
      here.post('/account/password?_method=PUT', { current, password, confirmation: password })
    const wrong = await change('not-the-password')
    assert.equal(wrong.status, 422)
    assert.include(wrong.text, 'This is not your password')
    assert.equal((await change(PASSWORD, 'short')).status, 422)
    assert.include((await change(PASSWORD)).text, 'Password is changed')
    assert.equal((await here.get('/')).path, '/')
    assert.equal((await there.get('/')).path, '/login')
    assert.equal((await new Visitor().logIn('ann@alpha.test', GOOD)).path, '/')
    const written = await rows(`select user_id from audit_entries where kind = 'password_set'`)
    assert.deepEqual(written, [{ user_id: ann.id }])
  })

  test('time zone and theme are kept, and what there is not is refused', async ({ assert }) => {
    const visitor = await Visitor.of('ann@alpha.test')
    await visitor.get('/account/preferences')
    const choice = { language: 'en', timeZone: 'Asia/Tokyo', theme: 'dark' }
    const saved = await visitor.post('/account/preferences?_method=PUT', choice)
    assert.include(saved.text, 'Preferences are saved')
    assert.include(saved.text, 'data-theme="dark"')
    const [user] = await rows('select time_zone, theme from identity.users where id = $1', [ann.id])
    assert.deepEqual(user, { time_zone: 'Asia/Tokyo', theme: 'dark' })
    for (const fault of [{ timeZone: 'Mars/North' }, { theme: 'pink' }, { language: 'tlh' }]) {
      const answer = await visitor.post('/account/preferences?_method=PUT', { ...choice, ...fault })
      assert.equal(answer.status, 422)
    }
  })

  test('administrators change the settings of their company', async ({ assert }) => {
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    const contact = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
    await admin.get('/base/company')
    const saved = await admin.post('/base/company?_method=PUT', settings)
    assert.include(saved.text, 'Settings are saved')
    assert.include(saved.text, 'Alpha Works')
    const today = new Date().toISOString().slice(0, 10)
    assert.include((await admin.get(`/crm/contacts/${contact.id}`)).text, today)
    const faults = {
      ...{ name: '', timeZone: 'x', currency: 'pebbles', dateFormat: 'ymd' },
      paperFormat: 'a3',
    }
    const refused = await admin.post('/base/company?_method=PUT', { ...settings, ...faults })
    assert.equal(refused.status, 422)
    assert.lengthOf([...refused.text.matchAll(/class="err"/g)], 5)
  })

  test('a company prints on the paper that it has chosen, else on the usual one', async ({
    assert,
  }) => {
    await alpha.user('ada@alpha.test', ['base.administrator'])
    const admin = await Visitor.of('ada@alpha.test')
    const { id } = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
    const sizeOn = async (choice: Record<string, string>) => {
      await admin.get('/base/company')
      const saved = await admin.post('/base/company?_method=PUT', { ...settings, ...choice })
      const chosen = /<select[^>]*name="paperFormat"[^]*?value="([^"]*)" selected/.exec(saved.text)
      assert.equal(chosen?.[1], choice.paperFormat)
      return (await readPdf((await admin.post(`/crm/contacts/${id}/print`)).bytes)).size
    }
    assert.deepEqual(await sizeOn({ paperFormat: '' }), [595, 842])
    assert.deepEqual(await sizeOn({ paperFormat: '', currency: 'USD' }), [612, 792])
    assert.deepEqual(await sizeOn({ paperFormat: 'a4', currency: 'USD' }), [595, 842])
    assert.deepEqual(await sizeOn({ paperFormat: 'us-letter' }), [612, 792])
  })

  test('nobody else does, and the database refuses it too', async ({ assert }) => {
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    const visitor = await Visitor.of('mia@alpha.test')
    assert.equal((await visitor.get('/base/company')).status, 404)
    await visitor.get('/')
    assert.equal((await visitor.post('/base/company?_method=PUT', settings)).status, 404)
    await assert.rejects(
      () => Environment.run(mia.asker, (e) => e.query(`update tenants set name = 'Mine'`)),
      /Only administrators/
    )
    await assert.rejects(
      () => Environment.run(mia.asker, (e) => e.query(`update tenants set paper_format = 'a4'`)),
      /Only administrators/
    )
  })
})

test.group('Tenants', (group) => {
  let alpha: TestTenant
  let beta: TestTenant
  let platform: Visitor
  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    beta = await TestTenant.create('Beta')
    const ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    await asOwner((owner) =>
      owner.query('update identity.users set is_platform_administrator = true where id = $1', [
        ada.id,
      ])
    )
    platform = await Visitor.of('ada@alpha.test')
  })

  test('a platform administrator makes one, with an invitation for its administrator', async ({
    assert,
  }) => {
    await platform.get('/base/tenants/new')
    const wanted = {
      name: 'Gamma',
      location: 'Quay',
      timeZone: 'Europe/Oslo',
      currency: 'NOK',
      adminName: 'Gus',
      adminEmail: 'Gus@gamma.test',
    }
    const made = await platform.post('/base/tenants', wanted)
    const link = /(\/invitations\/[A-Za-z0-9_-]{43})"/.exec(made.text)?.[1] ?? ''
    const gus = new Visitor()
    await gus.get(link)
    await gus.post(link, { name: 'Gus Holm', password: GOOD, confirmation: GOOD })
    const home = await gus.logIn('gus@gamma.test', GOOD)
    assert.include(home.text, 'Gamma')
    assert.include((await gus.get('/base/users')).text, 'Tenant administrator')
    assert.include((await platform.get('/base/tenants')).text, 'Gamma')
    const faulty = await platform.post('/base/tenants', {
      ...wanted,
      adminEmail: 'gus',
      currency: 'x',
    })
    assert.equal(faulty.status, 422)
  })

  test('a suspended one is closed at once, and its jobs wait', async ({ assert }) => {
    await beta.user('bo@beta.test', ['crm.user'])
    const bo = await Visitor.of('bo@beta.test')
    await platform.get('/base/tenants')
    const suspended = await platform.post(`/base/tenants/${beta.id}/suspension`)
    assert.include(suspended.text, 'The tenant is suspended')
    assert.match((await bo.get('/crm/contacts')).path, /^\/login/)
    const scope = { tenantId: beta.id, userId: null, locationIds: null }
    await assert.rejects(() => runJobIn(scope, async () => {}), /is suspended/)
    await platform.post(`/base/tenants/${beta.id}/suspension?_method=DELETE`)
    assert.equal((await Visitor.of('bo@beta.test')).cookies.size > 0, true)
    assert.equal((await bo.get('/crm/contacts')).status, 200)
    await runJobIn(scope, async () => {})
    assert.equal((await platform.post(`/base/tenants/${alpha.id}/suspension`)).status, 403)
  })

  test('nobody else sees or does any of it', async ({ assert }) => {
    await beta.user('bo@beta.test', ['base.administrator'])
    const bo = await Visitor.of('bo@beta.test')
    for (const path of ['/base/tenants', '/base/tenants/new']) {
      assert.equal((await bo.get(path)).status, 404)
    }
    await bo.get('/')
    assert.equal((await bo.post('/base/tenants', { name: 'X' })).status, 404)
    assert.equal((await bo.post(`/base/tenants/${alpha.id}/suspension`)).status, 404)
    assert.deepEqual(await rows('select from tenants where not active'), [])
  })
})
