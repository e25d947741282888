import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type pg from 'pg'
import { Contact } from '#modules/crm/models/contact'
import { Stage } from '#modules/crm/models/stage'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

async function visitorOf(email: string) {
  const visitor = new Visitor()
  await visitor.logIn(email)
  return visitor
}

/** Comes back when two others wait for what the owner has locked. */
async function bothWait(owner: pg.ClientBase) {
  const waiting = 'select from pg_locks where not granted'
  while ((await owner.query(waiting)).rowCount !== 2) await setTimeout(20)
}

test.group('Shipped records | screens', (group) => {
  let tenant: TestTenant
  let admin: Visitor
  let stage: Stage

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('admin@alpha.test', ['base.administrator'])
    await tenant.user('manager@alpha.test', ['crm.manager'])
    admin = await visitorOf('admin@alpha.test')
    stage = await tenant.run(() => Stage.findByOrFail('name', 'Qualified'))
    return emptyDatabase
  })

  const edit = (values: object) =>
    tenant.run(async () => {
      const found = await Stage.findOrFail(stage.id)
      await found.merge(values).save()
    })
  const now = () => tenant.run(() => Stage.find(stage.id))
  const compareHref = async () => {
    const { text } = await admin.get('/base/shipped')
    return /href="(\/base\/shipped\/[0-9a-f-]{36})"/.exec(text)![1]!
  }

  test('show what differs, and reset it field by field', async ({ assert }) => {
    assert.include((await admin.get('/base/shipped')).text, 'Everything is as shipped')
    const form = `/crm/stages/${stage.id}`
    assert.notInclude((await admin.get(form)).text, 'Differs from what CRM ships')
    await edit({ name: 'Ready', probability: 35 })

    assert.include((await admin.get(form)).text, 'Differs from what CRM ships')
    const list = await admin.get('/base/shipped')
    const [, differs] = /Ready<\/a>[^]*<td>\s*([^<]*?)\s*<\/td>/.exec(list.text)!
    assert.equal(differs, 'Name, Probability, %')
    const href = await compareHref()
    const page = await admin.get(href)
    assert.include(page.text, 'crm.stage_qualified')
    assert.match(page.text, /Probability, %[^]*>35<[^]*>30</)

    const half = await admin.post(`${href}?_method=PUT`, { 'fields[]': 'name' })
    assert.equal(half.path, '/base/shipped')
    const record = await now()
    assert.deepEqual([record!.name, record!.probability], ['Qualified', 35])
    await admin.get(href)
    await admin.post(`${href}?_method=PUT`, { 'fields[]': 'probability' })
    assert.equal((await now())!.probability, 30)
    assert.equal((await admin.get(href)).status, 404)
  })

  test('tell languages apart, and reset one of them', async ({ assert }) => {
    await tenant.run(async () => {
      const found = await Stage.findOrFail(stage.id)
      found.translate('name', 'de', 'Bereit')
      found.translate('name', 'ja', null)
      await found.save()
    })
    const href = await compareHref()
    const page = (await admin.get(href)).text
    assert.match(page, /Name \(German\)[^]*>Bereit<[^]*>Qualifiziert</)
    assert.match(page, /Name \(Japanese\)[^]*><\/td>[^]*>見込みあり</)
    await admin.post(`${href}?_method=PUT`, { 'fields[]': 'name:de' })
    assert.deepEqual((await now())!.translatedValue('name').translations, { de: 'Qualifiziert' })
    await admin.get(href)
    await admin.post(`${href}?_method=PUT`, { 'fields[]': 'name:ja' })
    assert.equal((await now())!.translatedValue('name').translations!.ja, '見込みあり')
    assert.include((await admin.get('/base/shipped')).text, 'Everything is as shipped')
  })

  test('bring back what was deleted, and only when asked', async ({ assert }) => {
    await tenant.run(async () => (await Stage.findOrFail(stage.id)).delete())
    const list = await admin.get('/base/shipped')
    assert.match(list.text, /stage_qualified<[\s\S]*Deleted/)
    const href = await compareHref()
    await admin.get(href)
    const answer = await admin.post(`${href}?_method=PUT`)
    assert.include(answer.text, 'The record is back.')
    const [back] = await tenant.run(() => Stage.query().where('name', 'Qualified'))
    assert.equal(back!.probability, 30)
    assert.include((await admin.get('/base/shipped')).text, 'Everything is as shipped')
    await tenant.run(async () => (await Stage.findOrFail(back!.id)).merge({ sequence: 1 }).save())
    assert.include((await admin.get(`/crm/stages/${back!.id}`)).text, 'Differs from what CRM ships')
  })

  test('come back once, however many bring them back', async ({ assert }) => {
    await tenant.run(async () => (await Stage.findOrFail(stage.id)).delete())
    const href = await compareHref()
    const two = [await visitorOf('admin@alpha.test'), await visitorOf('admin@alpha.test')]
    for (const visitor of two) await visitor.get(href)
    const answers = await asOwner(async (owner) => {
      await owner.query('begin')
      await owner.query('select from external_ids for update')
      const posted = two.map((visitor) => visitor.post(`${href}?_method=PUT`))
      await bothWait(owner)
      await owner.query('commit')
      return Promise.all(posted)
    })
    assert.sameMembers(
      answers.map(({ status }) => status),
      [200, 404]
    )
    assert.lengthOf(await tenant.run(() => Stage.query().where('name', 'Qualified')), 1)
  })

  test('are not taken for deleted where they are in another location', async ({ assert }) => {
    const south = await tenant.run(() =>
      Contact.create({ firstName: 'Ada', status: 'lead', locationId: tenant.location('South') })
    )
    await asOwner((owner) =>
      owner.query(
        `insert into external_ids (tenant_id, module, name, table_name, record_id, columns, shipped)
         values ($1, 'crm', 'contact_ada', 'crm_contacts', $2, '{first_name}', '{"first_name": "Eve"}')`,
        [tenant.id, south.id]
      )
    )
    assert.include((await admin.get('/base/shipped')).text, 'Ada')
    await tenant.user('north@alpha.test', ['base.administrator'], ['North'])
    const north = await visitorOf('north@alpha.test')
    assert.include((await north.get('/base/shipped')).text, 'Everything is as shipped')
  })

  test('are named in the language of who looks', async ({ assert }) => {
    await edit({ name: 'Ready' })
    await asOwner((owner) => owner.query(`update identity.users set language = 'de'`))
    const { text } = await admin.get('/base/shipped')
    assert.match(text, /<td[^>]*>Phase</)
  })

  test('are there for tenant administrators alone', async ({ assert }) => {
    await edit({ name: 'Ready' })
    const href = await compareHref()
    const sales = await visitorOf('manager@alpha.test')
    assert.equal((await sales.get('/base/shipped')).status, 404)
    assert.equal((await sales.get(href)).status, 404)
    assert.notInclude((await sales.get(`/crm/stages/${stage.id}`)).text, 'Differs from what')
    await sales.get('/')
    const refused = await sales.post(`${href}?_method=PUT`, { 'fields[]': 'name' })
    assert.equal(refused.status, 404)
    assert.equal((await now())!.name, 'Ready')
  })

  test('are those of one’s own tenant', async ({ assert }) => {
    const other = await TestTenant.create('Beta')
    const theirs = await other.run(async (environment) => {
      const found = await Stage.findByOrFail('name', 'Won')
      await found.merge({ name: 'Sold' }).save()
      const [row] = await environment.query<{ id: string }>(
        'select id from external_ids where record_id = $1',
        [found.id]
      )
      return row!.id
    })
    assert.notInclude((await admin.get('/base/shipped')).text, 'Sold')
    await admin.get('/')
    for (const id of [theirs, 'nothing']) {
      assert.equal((await admin.get(`/base/shipped/${id}`)).status, 404)
      await admin.get('/')
      const put = await admin.post(`/base/shipped/${id}?_method=PUT`, { 'fields[]': 'name' })
      assert.equal(put.status, 404)
    }
  })
})
