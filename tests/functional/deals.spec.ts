import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { domainToUrl } from '#app/domains/url'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { emptyDatabase, speak, TestTenant } from '#tests/support/tenants'
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

  test('a new form stands in the stage in which the deal would begin', async ({ assert }) => {
    await tenant.user('mia@alpha.test', ['base.manager'])
    const mia = new Visitor()
    await mia.logIn('mia@alpha.test')
    const standing = async (path: string) => {
      const { text } = await mia.get(path)
      const [, id] = /type="radio" name="stage" value="([^"]*)" checked/.exec(text) ?? []
      return id ? (await tenant.run(() => Stage.findOrFail(id))).name : null
    }
    assert.equal(await standing('/crm/deals/new'), 'New')
    const won = await tenant.run(() => stageNamed('Won'))
    assert.equal(await standing(`/crm/deals/new?stage=${won.id}`), 'Won')
    await tenant.run(() => Stage.create({ name: 'First call', sequence: 1 }))
    assert.equal(await standing('/crm/deals/new'), 'First call')
    await tenant.run(() => Stage.query().update({ active: false }))
    assert.isNull(await standing('/crm/deals/new'))
  })

  test('say what is wrong with amounts and days, and keep what was typed', async ({ assert }) => {
    await tenant.user('mia@alpha.test', ['base.manager'])
    const mia = new Visitor()
    await mia.logIn('mia@alpha.test')
    await mia.get('/crm/deals/new')
    const odd: [string, string][] = [
      ['value', '1000000000000'],
      ['value', '12.34.567'],
      ['expectedClose', 'soon'],
      ['expectedClose', '2026-02-30'],
      ['expectedClose', '275760-09-13'],
    ]
    for (const [name, text] of odd) {
      const refused = await mia.post('/crm/deals', { name: 'Library wall', [name]: text })
      assert.equal(refused.status, 422, text)
      const [control] = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(refused.text)!
      assert.include(control, `value="${text}"`)
      assert.include(control, 'aria-invalid="true"')
    }
    const large = await mia.post('/crm/deals', { name: 'Wall', value: '999,999,999,999.99' })
    assert.equal(large.status, 200)
  })

  test('have values as the language of their reader writes them', async ({ assert }) => {
    const { id: userId } = await tenant.user('mia@alpha.test', ['base.manager'])
    await speak('de', 'mia@alpha.test')
    const mia = new Visitor()
    await mia.logIn('mia@alpha.test')
    await mia.get('/crm/deals/new')
    const made = await mia.post('/crm/deals', { name: 'Library wall', value: '1.234,5' })
    assert.equal(made.status, 200)
    assert.match(made.text, /name="value"[^>]* value="1234,50"/)
    const valueOf = () => tenant.run(async () => (await Deal.firstOrFail()).value)
    assert.equal(await valueOf(), 1234.5)
    const form = hiddenValues(made.text)
    await mia.post(`${made.path}?_method=PUT`, { ...form, name: 'Wall', value: '1234,50' })
    assert.equal(await valueOf(), 1234.5)
    await tenant.run(async () => {
      const deal = await Deal.firstOrFail()
      await deal.merge({ value: 7, updatedBy: userId }).save()
    })
    const decide = await mia.post(`${made.path}?_method=PUT`, { ...form, value: '2.000,25' })
    assert.equal(decide.status, 409)
    assert.include(decide.text, '2.000,25')
    await mia.post(`${made.path}?_method=PUT`, {
      ...hiddenValues(decide.text),
      'resolve[value]': 'mine',
    })
    assert.equal(await valueOf(), 2000.25)
    const editor = await mia.get(
      `/crm/deals/filter?screen=${encodeURIComponent(`domain=${domainToUrl([['value', '>', 1999.125]])}`)}`
    )
    assert.match(editor.text, /name="value\.0\.0" value="1999,125"/)
    const applied = await mia.get(
      '/crm/deals/filter?match.0=all&field.0.0=value&operator.0.0=more&value.0.0=2.000,5&do=apply'
    )
    assert.notInclude(applied.text, 'Library wall')
    assert.include(decodeURIComponent(applied.path), '2000.5')
  })
})
