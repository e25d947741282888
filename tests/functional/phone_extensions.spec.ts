import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { figuresOf, Importer } from '#tests/support/importer'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const KEPT = '+49301234567;ext=12'
const SHOWN = '+49 30 1234567 ext. 12'

test.group('Telephone numbers with an extension', (group) => {
  let alpha: TestTenant
  let admin: Visitor
  let ada: TestUser
  withWorker(group)

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    admin = await Visitor.of('ada@alpha.test')
    return emptyDatabase
  })

  const phones = () =>
    alpha.run(async () => {
      const contacts = await Contact.query().orderBy('firstName')
      return contacts.map(({ firstName, phone }) => `${firstName} ${phone}`)
    })

  const make = async (firstName: string, phone: string) => {
    await admin.get('/crm/contacts/new')
    return admin.post('/crm/contacts', { firstName, status: 'lead', phone })
  }

  test('keep it on forms, and in lists', async ({ assert }) => {
    const made = await make('Ann', '+49 (30) 1234567 Durchwahl 12')
    assert.deepEqual(await phones(), [`Ann ${KEPT}`])
    assert.include(made.text, `value="${SHOWN}"`)
    assert.include(made.text, `href="tel:${KEPT}"`)
    assert.include((await admin.get('/crm/contacts')).text, SHOWN)
    const values = { ...hiddenValues(made.text), phone: SHOWN, lastName: 'Berg' }
    await admin.post(`${made.path}?_method=PUT`, values)
    assert.deepEqual(await phones(), [`Ann ${KEPT}`])
  })

  test('keep it where the country is that of the tenant', async ({ assert }) => {
    await asOwner((owner) => owner.query(`update tenants set country = 'DE'`))
    await make('Ann', '030 1234567 ext 12')
    await make('Bea', '4711 x12')
    assert.deepEqual(await phones(), [`Ann ${KEPT}`, 'Bea 4711 x12'])
  })

  test('are refused where it is none', async ({ assert }) => {
    for (const phone of [
      '+49 30 1234567 ext',
      '+49 30 1234567 ext 12345678',
      '+49 30 1234567 or 2',
    ]) {
      const refused = await make('Ann', phone)
      assert.equal(refused.status, 422)
      assert.include(refused.text, 'This is not a telephone number.')
      assert.include(refused.text, `value="${phone}"`)
    }
    assert.deepEqual(await phones(), [])
  })

  test('are found however it is written, and without it', async ({ assert }) => {
    await make('Ann', KEPT)
    await make('Bea', '+49 30 1234567 ext 34')
    const found = async (q: string) => {
      const { text } = await admin.get(`/crm/contacts?${new URLSearchParams({ q })}`)
      return ['Ann', 'Bea'].filter((name) => text.includes(`${name}</a>`))
    }
    for (const q of ['030 1234567 x12', '030 1234567 Durchwahl 12', SHOWN, KEPT]) {
      assert.deepEqual(await found(q), ['Ann'], q)
    }
    assert.deepEqual(await found('030 1234567'), ['Ann', 'Bea'])
    const q = new URLSearchParams({ q: SHOWN })
    const offered = (await admin.get(`/crm/contacts/suggestions?${q}`)).text
    assert.match(offered, /"label":"Phone"[^}]*301234567;ext=12/)
  })

  test('keep it through files and the API', async ({ assert }) => {
    const importer = new Importer(admin, '/crm/contacts')
    const file = `First name,Phone\nAnn,${SHOWN}\nBea,030 99 x1`
    await importer.run(await importer.test(file))
    assert.deepEqual(await phones(), [`Ann ${KEPT}`, 'Bea 030 99 x1'])
    await admin.get('/crm/contacts/export')
    const exported = await admin.post('/crm/contacts/export', {
      'columns[]': ['firstName', 'phone'],
      'format': 'csv',
    })
    assert.include(exported.text, KEPT)
    const again = await importer.test(exported.text, { key: 'phone' })
    assert.deepEqual(figuresOf(again.text), [2, 0, 0, 2, 0])

    const api = await ApiClient.of(ada)
    const made = await api.post('/crm/contacts', { firstName: 'Cem', phone: '+49 30 1234567 x34' })
    assert.equal(made.status, 201)
    assert.include(made.text, '"phone":"+49301234567;ext=34"')
  })
})
