import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Deal } from '#modules/crm/models/deal'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

test.group('Records made in a picker', (group) => {
  let alpha: TestTenant
  let deal: Deal
  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('north@alpha.test', ['crm.user'], ['North'])
    await alpha.user('sue@alpha.test', ['base.support'])
    const locationId = alpha.location('North')
    deal = await alpha.run(() => Deal.create({ name: 'Ships', locationId }))
  })

  test('have a name and what a new record begins with', async ({ assert }) => {
    const north = await Visitor.of('north@alpha.test')
    await north.get(`/crm/deals/${deal.id}`)
    const made = await north.post('/crm/deals/options/company', { text: ' Wharf & Sons ' })
    assert.equal(made.status, 201)
    const company = await alpha.run(() => Company.firstOrFail())
    assert.deepEqual(JSON.parse(made.text), { id: company.id, label: 'Wharf & Sons' })
    assert.equal(company.locationId, alpha.location('North'))

    const empty = await north.post('/crm/deals/options/company', { text: ' ' })
    assert.equal(empty.status, 422)
    assert.isNotEmpty((JSON.parse(empty.text) as { text: string }).text)
  })

  test('are none where more than a name is needed, or nobody may make them', async ({ assert }) => {
    const mia = await Visitor.of('mia@alpha.test')
    const page = await mia.get(`/crm/deals/${deal.id}`)
    assert.include(page.text, 'data-create="contact"')
    for (const field of ['contact', 'owner', 'name', 'tags', 'nothing', 'company.name']) {
      const answer = await mia.post(`/crm/deals/options/${field}`, { text: 'Wharf' })
      assert.equal(answer.status, 404, field)
    }
    const sue = await Visitor.of('sue@alpha.test')
    const seen = await sue.get(`/crm/deals/${deal.id}`)
    assert.equal(seen.status, 200)
    assert.notInclude(seen.text, 'data-create')
    assert.equal((await sue.post('/crm/deals/options/company', { text: 'Wharf' })).status, 404)
    assert.isNull(await alpha.run(() => Company.first()))
  })
})
