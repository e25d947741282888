import { test } from '@japa/runner'
import { Contact } from '#modules/crm/models/contact'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'
import { addUp } from '../jobs/add_up.ts'

async function visitor(email: string) {
  const person = new Visitor()
  await person.logIn(email)
  return person
}

test.group('Loyalty', (group) => {
  let tenant: TestTenant
  let nora: Contact
  let sam: Visitor

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await tenant.user('sam@alpha.test', ['crm.manager'], ['North'])
    await tenant.user('south@alpha.test', ['crm.manager'], ['South'])
    const locationId = tenant.location('North')
    nora = await tenant.run(() => Contact.create({ firstName: 'Nora', locationId }))
    sam = await visitor('sam@alpha.test')
  })
  group.teardown(emptyDatabase)

  /** Books points by the form, and adds them up as the worker does. */
  async function book(points: string) {
    await sam.get('/loyalty/entries/new')
    const answer = await sam.post('/loyalty/entries', { reason: 'Order', points, contact: nora.id })
    await tenant.run(async (environment) => {
      const { signal } = new AbortController()
      await addUp.run({ contactId: nora.id }, { environment, attempt: 1, id: nora.id, signal })
    })
    return answer
  }

  test('points raise the level, on the form, in the list and its filters', async ({ assert }) => {
    await book('300')
    const silver = await sam.get(`/crm/contacts/${nora.id}`)
    assert.match(silver.text, /Points to the next level<\/span><span[^>]*>700</)
    await book('900')
    const form = await sam.get(`/crm/contacts/${nora.id}`)
    assert.include(form.text, 'Loyalty')
    assert.include(form.text, '1,200')
    assert.include((await sam.get('/crm/contacts')).text, 'Gold')
    assert.include((await sam.get('/crm/contacts?filter=gold')).text, 'Nora')
    await book('-1100')
    assert.notInclude((await sam.get('/crm/contacts?filter=gold')).text, 'Nora')
  })

  test('points given stand on the sales dashboard, behind the new contacts', async ({ assert }) => {
    await book('300')
    await book('-100')
    const { text } = await sam.get('/dashboards')
    assert.match(text, /New contacts<\/h2>.*?<h2>Points given<\/h2><p class="v">.*?300</s)
  })

  test('whoever has points is not archived', async ({ assert }) => {
    await book('3')
    await sam.get(`/crm/contacts/${nora.id}`)
    const refused = await sam.post(`/crm/contacts/${nora.id}/archival`, {})
    assert.equal(refused.status, 422)
    assert.include(refused.text, '3 points are left. Spend them first, then archive.')
    await book('-3')
    await sam.get(`/crm/contacts/${nora.id}`)
    assert.equal((await sam.post(`/crm/contacts/${nora.id}/archival`, {})).status, 200)
  })

  test('another location neither sees nor books points', async ({ assert }) => {
    await book('300')
    const south = await visitor('south@alpha.test')
    assert.notInclude((await south.get('/loyalty/entries')).text, 'Order')
    await south.get('/loyalty/entries/new')
    const values = { reason: 'Gift', points: '10', contact: nora.id }
    assert.equal((await south.post('/loyalty/entries', values)).status, 422)
  })

  test('a tenant begins with the rewards that the module ships', async ({ assert }) => {
    const { text } = await sam.get('/loyalty/rewards')
    assert.match(text, /A coffee[\s\S]*Voucher[\s\S]*An evening for two/)
  })

  test('a line that is called like a reward pays for it', async ({ assert }) => {
    const { text } = await sam.get(`/crm/contacts/${nora.id}`)
    assert.include(text, '&quot;loyaltyEntries.reason&quot;')
    const cells = (reason: string) => ({
      'loyaltyEntries.new1.reason': reason,
      'loyaltyEntries.new1.points': '',
    })
    const address = `/crm/contacts/changes?record=${nora.id}&changed=loyaltyEntries.new1.reason`
    const paid = await sam.post(address, cells('Voucher'))
    assert.deepEqual(JSON.parse(paid.text), { 'loyaltyEntries.new1.points': { value: '-500' } })
    assert.equal((await sam.post(address, cells('Order'))).text, '{}')
  })

  test('points are a whole number', async ({ assert }) => {
    assert.equal((await book('1.5')).status, 422)
    assert.equal((await book('200000')).status, 422)
  })
})
