import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

/** What stands in the box that searches companies. */
const named = (html: string) => /name="company_text" value="([^"]*)"/.exec(html)?.[1]

test.group('Records that are named in a form, where there are many', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let acme: Company
  let far: Company
  let ada: Contact

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    const locationId = alpha.location('North')
    await alpha.run(async () => {
      const many = Array.from({ length: 60 }, (_, index) => ({ name: `Mill ${index}`, locationId }))
      await Company.createMany(many)
      acme = await Company.create({ name: 'Acme', locationId })
      far = await Company.create({ name: 'Far', locationId: alpha.location('South') })
      ada = await Contact.create({ firstName: 'Ada', companyId: acme.id, locationId })
    })
    mia = await Visitor.of('mia@alpha.test')
    await mia.get('/crm/contacts')
  })

  test('stand in a new form that its address gives one, and in a duplicate', async ({ assert }) => {
    for (const given of [`company=${acme.id}`, `copy=${ada.id}`]) {
      const { text } = await mia.get(`/crm/contacts/new?${given}`)
      assert.equal(named(text), 'Acme')
    }
  })

  test('stand in what comes back refused, and are saved with it', async ({ assert }) => {
    const typed = { company: acme.id, company_text: 'Acme' }
    const refused = await mia.post('/crm/contacts', { ...typed, firstName: '' })
    assert.equal(refused.status, 422)
    assert.equal(named(refused.text), 'Acme')
    const row = `/crm/contacts/${ada.id}/row?columns=name,email,company`
    const told = await mia.post(`${row}&_method=PUT`, {
      ...hiddenValues((await mia.get(row)).text),
      company: (await alpha.run(() => Company.findByOrFail('name', 'Mill 1'))).id,
      company_text: 'Mill 1',
      email: 'none',
    })
    assert.equal(told.status, 422)
    assert.equal(named(told.text), 'Mill 1')
  })

  test('are not told to whom may not read them', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    const { text } = await north.get(`/crm/contacts/new?company=${far.id}`)
    assert.equal(named(text), '')
    assert.notInclude(text, 'Far')
  })
})
