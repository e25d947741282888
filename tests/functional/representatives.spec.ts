import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

test.group('Sales representatives', (group) => {
  group.setup(emptyDatabase)

  test('read the companies of their contacts, and no others', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    const { id: ownerId } = await alpha.user('rita@alpha.test', ['crm.representative'])
    const { theirs, others, contact } = await alpha.run(async () => {
      const made = await Company.createMany([{ name: 'Theirs' }, { name: 'Others' }])
      const ada = await Contact.create({ firstName: 'Ada', ownerId, companyId: made[0]!.id })
      return { theirs: made[0]!, others: made[1]!, contact: ada }
    })
    const rita = new Visitor()
    await rita.logIn('rita@alpha.test')
    assert.equal((await rita.get(`/crm/companies/${theirs.id}`)).status, 200)
    assert.equal((await rita.get(`/crm/companies/${others.id}`)).status, 404)
    const list = await rita.get('/crm/companies')
    assert.include(list.text, 'Theirs')
    assert.notInclude(list.text, 'Others')
    const page = await rita.get(`/crm/companies/${theirs.id}`)
    assert.include(page.text, 'Theirs')
    assert.notInclude(page.text, `/crm/companies/${theirs.id}?_method=PUT`)
    assert.notInclude(page.text, '/archival')
    assert.include(page.text, 'An access rule lets you read this company, but not change it.')
    const own = await rita.get(`/crm/contacts/${contact.id}`)
    assert.notInclude(own.text, 'An access rule')
    const name = { _version: '1', name: 'Mine now' }
    assert.equal((await rita.post(`/crm/companies/${theirs.id}?_method=PUT`, name)).status, 403)
  })
})
