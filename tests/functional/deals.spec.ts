import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

test.group('Deals', (group) => {
  let tenant: TestTenant

  group.each.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    return emptyDatabase
  })

  const stageNamed = (name: string) => Stage.findByOrFail('name', name)

  test('begin in the first of the stages that every tenant begins with', async ({ assert }) => {
    const create = (name: string) => tenant.run(() => Deal.create({ name }))
    await Promise.all([create('One'), create('Two'), create('Three')])
    await tenant.run(async () => {
      const stages = await Stage.query().orderBy('sequence')
      assert.deepEqual(
        stages.map(({ name, outcome, folded }) => [name, outcome, folded]),
        [
          ['New', 'open', false],
          ['Qualified', 'open', false],
          ['Proposal', 'open', false],
          ['Negotiation', 'open', false],
          ['Won', 'won', false],
          ['Lost', 'lost', true],
        ]
      )
      for (const deal of await Deal.all()) assert.equal(deal.stageId, stages[0]!.id)
    })
  })

  test('begin in the stage that stands first, whoever has made it', async ({ assert }) => {
    await tenant.run(async () => {
      const last = await Stage.create({ name: 'Second', sequence: 2 })
      const first = await Stage.create({ name: 'First', sequence: 1 })
      await Stage.create({ name: 'Never', sequence: 0, active: false })
      assert.equal((await Deal.create({ name: 'One' })).stageId, first.id)
      assert.equal((await Deal.create({ name: 'Two', stageId: last.id })).stageId, last.id)
    })
  })

  test('are closed on the day on which they are won or lost, and open again when moved back', async ({
    assert,
  }) => {
    await tenant.run(async () => {
      const deal = await Deal.create({ name: 'One' })
      assert.notExists(deal.closedOn)
      deal.stageId = (await stageNamed('Won')).id
      await deal.save()
      assert.equal(
        (await Deal.findOrFail(deal.id)).closedOn!.toISODate(),
        DateTime.utc().toISODate()
      )
      deal.stageId = (await stageNamed('New')).id
      await deal.save()
      assert.isNull((await Deal.findOrFail(deal.id)).closedOn)
    })
  })

  test('the newest has the highest place, in the order of bytes', async ({ assert }) => {
    await tenant.run(async () => {
      for (const name of ['One', 'Two', 'Three']) await Deal.create({ name })
      const deals = await Deal.query().orderBy('position', 'desc')
      assert.deepEqual(
        deals.map(({ name }) => name),
        ['Three', 'Two', 'One']
      )
      for (const { position } of deals) assert.match(position, /^a0[0-9a-f]{32}1$/)
    })
  })

  test('a stage that deals are in cannot be deleted, and says so', async ({ assert }) => {
    const { id } = await tenant.run(async () => {
      await Deal.create({ name: 'One' })
      return stageNamed('New')
    })
    await tenant.user('mia@alpha.test', ['base.manager'])
    const visitor = new Visitor()
    await visitor.logIn('mia@alpha.test')
    await visitor.get(`/crm/stages/${id}/deletion`)
    const answer = await visitor.post(`/crm/stages/${id}?_method=DELETE`)
    assert.equal(answer.path, `/crm/stages/${id}/deletion`)
    await tenant.run(async () => assert.exists(await Stage.find(id)))
  })

  test('are made and changed on their form', async ({ assert }) => {
    await tenant.user('mia@alpha.test', ['base.manager'])
    const visitor = new Visitor()
    await visitor.logIn('mia@alpha.test')
    await visitor.get('/crm/deals/new')
    const made = await visitor.post('/crm/deals', { name: 'Library wall', value: '12,500' })
    assert.equal(made.status, 200)
    assert.include(made.text, 'Library wall')
    const refused = await visitor.post(`${made.path}?_method=PUT`, {
      ...hiddenValues(made.text),
      value: '-1',
    })
    assert.equal(refused.status, 422)
    await tenant.run(async () => {
      const deal = await Deal.firstOrFail()
      assert.equal(deal.value, 12500)
      assert.equal(deal.stageId, (await stageNamed('New')).id)
    })
  })
})
