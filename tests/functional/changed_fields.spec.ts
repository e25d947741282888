import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { Deal } from '#modules/crm/models/deal'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const CHANGES = '/crm/deals/changes?changed=contact'

test.group('Fields that change with others', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let north: Visitor
  let acme: Company
  let hidden: Company
  let ada: Contact
  let guest: Contact
  let far: Contact
  let farDeal: Deal

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    await alpha.user('reader@alpha.test', ['base.support'])
    const [inNorth, inSouth] = ['North', 'South'].map((name) => alpha.location(name))
    await alpha.run(async () => {
      acme = await Company.create({ name: 'Acme', locationId: inNorth })
      hidden = await Company.create({ name: 'Hidden', locationId: inSouth })
      const contact = (firstName: string, companyId: string, locationId: string | undefined) =>
        Contact.create({ firstName, companyId, locationId })
      ada = await contact('Ada', acme.id, inNorth)
      guest = await contact('Guest', hidden.id, inNorth)
      far = await contact('Far', hidden.id, inSouth)
      farDeal = await Deal.create({ name: 'Far', locationId: inSouth })
    })
    mia = await Visitor.of('mia@alpha.test')
    north = await Visitor.of('north@alpha.test')
  })

  test('are told while the form is typed, and nothing is saved', async ({ assert }) => {
    const deal = await alpha.run(() => Deal.create({ name: 'Ships' }))
    const form = await mia.get(`/crm/deals/${deal.id}`)
    assert.include(form.text, `/crm/deals/changes?record=${deal.id}`)
    for (const record of ['', `&record=${deal.id}`]) {
      const fields = { name: 'Boats', contact: ada.id, company: '', value: 'many' }
      const { status, text } = await mia.post(CHANGES + record, fields)
      assert.equal(status, 200)
      assert.deepEqual(JSON.parse(text), { company: { value: acme.id, label: 'Acme' } })
    }
    await alpha.run(async () => {
      const stored = await Deal.findOrFail(deal.id)
      assert.deepEqual([stored.name, stored.contactId], ['Ships', null])
      assert.lengthOf(await Deal.query().where('name', 'Boats'), 0)
    })
  })

  test('stay as they are where nothing hangs on a field, or it is that already', async ({
    assert,
  }) => {
    await mia.get('/crm/deals/new')
    const same = await mia.post(CHANGES, { contact: ada.id, company: acme.id })
    const other = await mia.post('/crm/deals/changes?changed=name', { contact: ada.id })
    assert.deepEqual(
      [same, other].map(({ text }) => JSON.parse(text) as unknown),
      [{}, {}]
    )
  })

  test('tell of nothing that one may not read', async ({ assert }) => {
    await north.get('/crm/deals/new')
    const near = await north.post(CHANGES, { contact: ada.id })
    assert.property(JSON.parse(near.text), 'company')
    for (const { id } of [guest, far]) {
      const { status, text } = await north.post(CHANGES, { contact: id })
      assert.equal(status, 200)
      assert.notInclude(text, hidden.id)
      assert.notInclude(text, 'Hidden')
    }
    assert.equal((await north.post(`${CHANGES}&record=${farDeal.id}`)).status, 404)
    assert.equal((await north.post(`${CHANGES}&record=none`)).status, 404)
  })

  test('are there in a new form that is given something by its address', async ({ assert }) => {
    const chosen = async (search: string, by = mia) => {
      const { text, status } = await by.get(`/crm/deals/new?${search}`)
      assert.equal(status, 200)
      const [, options] = /<select[^>]* name="company"[^>]*>(.*?)<\/select>/s.exec(text)!
      return /<option value="([^"]+)" selected/.exec(options!)?.[1]
    }
    assert.equal(await chosen(`contact=${ada.id}`), acme.id)
    assert.equal(await chosen(`contact=${ada.id}&company=${hidden.id}`), hidden.id)
    assert.isUndefined(await chosen('contact=none'))
    assert.isUndefined(await chosen('name=Ships'))
    assert.equal(await chosen(`contact=${ada.id}`, north), acme.id)
    for (const { id } of [guest, far]) assert.isUndefined(await chosen(`contact=${id}`, north))
  })

  test('are not for those who may not write', async ({ assert }) => {
    const reader = await Visitor.of('reader@alpha.test')
    const form = await reader.get('/crm/deals')
    assert.notInclude(form.text, 'data-changes')
    assert.equal((await reader.post(CHANGES, { contact: ada.id })).status, 403)
  })
})
