import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

test.group('What somebody else is writing', (group) => {
  group.each.setup(emptyDatabase)

  test('is answered with what to do, and nothing is saved', async ({ assert }) => {
    const alpha = await TestTenant.create('Alpha')
    const user = await alpha.user('mia@alpha.test', ['base.manager'])
    const mia = await Visitor.of('mia@alpha.test')
    const { id } = await alpha.run(() => Contact.create({ firstName: 'Nora' }))
    const form = await mia.get(`/crm/contacts/${id}`)
    const typed = { ...hiddenValues(form.text), firstName: 'Ada' }
    const api = await ApiClient.of(user)
    await asOwner(async (owner) => {
      await owner.query('begin')
      await owner.query('select from crm_contacts where id = $1 for update', [id])
      const [page, program] = await Promise.all([
        mia.post(`/crm/contacts/${id}?_method=PUT`, typed),
        api.patch(`/crm/contacts/${id}`, { firstName: 'Bea' }, { 'if-match': '*' }),
      ])
      await owner.query('rollback')
      assert.equal(page.status, 503)
      assert.include(page.text, 'Somebody else is saving the same')
      assert.equal(program.status, 409)
    })
    const stored = async () => (await alpha.run(() => Contact.findOrFail(id))).firstName
    assert.equal(await stored(), 'Nora')
    await mia.post(`/crm/contacts/${id}?_method=PUT`, typed)
    assert.equal(await stored(), 'Ada')
  })
})
