import { test } from '@japa/runner'
import { Stage } from '#modules/crm/models/stage'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { Visitor } from '#tests/support/visitor'

const LIST = '/crm/stages'

test.group('A list in an order of its own', (group) => {
  let alpha: TestTenant
  let mia: Visitor
  let stages: Map<string, string>

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.user('support@alpha.test', ['base.support'])
    stages = new Map()
    await alpha.run(async () => {
      await Stage.query().delete()
      for (const [index, name] of ['New', 'Offer', 'Won', 'Lost'].entries()) {
        const { id } = await Stage.create({ name, sequence: (index + 1) * 10 })
        stages.set(name, id)
      }
    })
    mia = await Visitor.of('mia@alpha.test')
    await mia.get(LIST)
  })

  const move = (name: string, fields: Record<string, string>, by = mia) =>
    by.post(`${LIST}/${stages.get(name)}/sequence?_method=PUT`, fields)
  const order = async () => {
    const found = await alpha.run(() => Stage.query().orderBy('sequence').orderBy('id'))
    return found.map(({ name, sequence }) => `${name} ${sequence}`)
  }

  test('moves a step up or down, and behind another', async ({ assert }) => {
    const up = await move('Won', { step: 'up' })
    assert.include(up.text, 'The stage is moved.')
    assert.deepEqual(await order(), ['New 10', 'Won 20', 'Offer 30', 'Lost 40'])
    await move('New', { step: 'down' })
    assert.deepEqual(await order(), ['Won 10', 'New 20', 'Offer 30', 'Lost 40'])
    await move('Lost', { after: stages.get('Won')! })
    assert.deepEqual(await order(), ['Won 10', 'Lost 20', 'New 30', 'Offer 40'])
    await move('Offer', { after: '' })
    assert.deepEqual(await order(), ['Offer 10', 'Won 20', 'Lost 30', 'New 40'])
    await move('Offer', { step: 'up' })
    assert.deepEqual(await order(), ['Offer 10', 'Won 20', 'Lost 30', 'New 40'])
  })

  test('is written by one statement and taken back whole', async ({ assert }) => {
    let moved = await move('Won', { step: 'down' })
    const sent = await watchStatements(async () => {
      moved = await move('Lost', { after: '' })
    })
    const writes = sent.filter(({ text }) =>
      /^\s*update\b.*crm_stages|with.*update "?crm_stages/is.test(text)
    )
    assert.lengthOf(writes, 1)
    const undo = /action="(\/base\/audit\/[\w-]+\/undo)"/.exec(moved.text)![1]!
    await mia.post(undo)
    assert.deepEqual(await order(), ['New 10', 'Offer 20', 'Lost 30', 'Won 40'])
  })

  test('has its buttons in its own order alone, for those who may write', async ({ assert }) => {
    const has = async (path: string, by = mia) =>
      (await by.get(path)).text.includes('id="sequence"')
    assert.isTrue(await has(LIST))
    assert.isTrue(await has(`${LIST}?sort=sequence`))
    for (const search of ['sort=-sequence', 'sort=name', 'group=outcome', 'page=2']) {
      assert.isFalse(await has(`${LIST}?${search}`), search)
    }
    assert.isFalse(await has('/crm/contacts'))
    assert.isFalse(await has(LIST, await Visitor.of('support@alpha.test')))
  })

  test('stays as it is for those who may not, and where the order is another by now', async ({
    assert,
  }) => {
    const support = await Visitor.of('support@alpha.test')
    await support.get(LIST)
    assert.equal((await move('Won', { step: 'up' }, support)).status, 404)
    const gone = await move('Won', { after: alpha.id })
    assert.include(gone.text, 'Somebody has changed the order meanwhile.')
    assert.equal((await move('Won', { step: 'up', screen: 'sort=name' })).status, 404)
    assert.equal((await move('Won', {})).status, 404)
    assert.deepEqual(await order(), ['New 10', 'Offer 20', 'Won 30', 'Lost 40'])
  })

  test('moves among what a search finds', async ({ assert }) => {
    await alpha.run(async () => {
      const offer = await Stage.findOrFail(stages.get('Offer')!)
      await offer.merge({ outcome: 'won' }).save()
    })
    const moved = await move('Won', { step: 'up', screen: 'filter=open&page=1&strange=1' })
    assert.equal(moved.path, `${LIST}?filter=open`)
    assert.deepEqual(await order(), ['Won 10', 'Offer 20', 'New 30', 'Lost 40'])
  })
})
