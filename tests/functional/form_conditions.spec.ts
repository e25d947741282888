import { test } from '@japa/runner'
import { CustomField } from '#modules/base/models/custom_field'
import { Deal } from '#modules/crm/models/deal'
import { Stage } from '#modules/crm/models/stage'
import { watchStatements } from '#tests/support/statements'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'

async function house() {
  await emptyDatabase()
  const alpha = await TestTenant.create('Alpha')
  await alpha.user('mia@alpha.test', ['base.manager', 'base.administrator'])
  const [open, lost] = await alpha.run(() =>
    Stage.createMany([
      { name: 'Talks', outcome: 'open', sequence: 1 },
      { name: 'Gone', outcome: 'lost', sequence: 2 },
    ])
  )
  const deal = await alpha.run(() => Deal.create({ name: 'Ships', stageId: open!.id }))
  const mia = await Visitor.of('mia@alpha.test')
  const stored = () => alpha.run(() => Deal.findOrFail(deal.id))
  return { alpha, open: open!, lost: lost!, deal, mia, href: `/crm/deals/${deal.id}`, stored }
}

/** The tag that begins the field of a control. */
const fieldTag = (html: string, name: string) =>
  new RegExp(`<div class="field[^>]*>(?=(?:(?!<div class="field).)*field-${name}")`, 's').exec(
    html
  )![0]

test.group('Conditions of a form', (group) => {
  let things: Awaited<ReturnType<typeof house>>
  group.each.setup(async () => {
    things = await house()
  })

  test('show a field where the record meets them, and take nothing for it elsewhere', async ({
    assert,
  }) => {
    const { mia, href, open, lost, stored } = things
    const page = await mia.get(href)
    assert.include(fieldTag(page.text, 'lostReason'), 'hidden')
    assert.include(page.text, 'data-rules=')
    const put = `${href}?_method=PUT`
    await mia.post(put, { ...hiddenValues(page.text), stage: open.id, lostReason: 'Price' })
    assert.isNull((await stored()).lostReason)
    const again = hiddenValues((await mia.get(href)).text)
    const shown = await mia.post(put, { ...again, stage: lost.id, lostReason: 'Price' })
    assert.equal(shown.status, 200)
    assert.equal((await stored()).lostReason, 'Price')
    assert.notInclude(fieldTag(shown.text, 'lostReason'), 'hidden')

    const back = await mia.post(put, {
      ...hiddenValues(shown.text),
      stage: open.id,
      lostReason: 'Other',
    })
    assert.equal(back.status, 200)
    assert.equal((await stored()).lostReason, 'Price')
  })

  test('hold for new records', async ({ assert }) => {
    const { mia, alpha, open, lost } = things
    const page = await mia.get('/crm/deals/new')
    const make = (name: string, stage: string) =>
      mia.post('/crm/deals', {
        ...hiddenValues(page.text),
        ...{ name, stage, priority: 'low', lostReason: 'Price' },
      })
    await make('Open', open.id)
    await make('Lost', lost.id)
    const deals = await alpha.run(() => Deal.query().whereNot('name', 'Ships').orderBy('name'))
    assert.deepEqual(
      deals.map(({ lostReason }) => lostReason),
      ['Price', null]
    )
  })

  test('lock a field, by values that are not on the form too', async ({ assert }) => {
    const { mia, alpha } = things
    const fresh = await mia.get('/base/custom-fields/new')
    assert.notMatch(fresh.text, /<select[^>]*name="kind"[^>]*disabled/)
    const made = await mia.post('/base/custom-fields', {
      ...hiddenValues(fresh.text),
      ...{ label: 'Shoes', model: 'crm_contacts', kind: 'integer', sequence: '10' },
    })
    assert.equal(made.status, 200)
    assert.match(made.text, /<select[^>]*name="kind"[^>]*disabled/)
    const { id } = await alpha.run(() => CustomField.firstOrFail())
    await mia.post(`/base/custom-fields/${id}?_method=PUT`, {
      ...hiddenValues(made.text),
      kind: 'text',
      help: 'In Europe',
    })
    const after = await alpha.run(() => CustomField.firstOrFail())
    assert.equal(after.kind, 'integer')
    assert.equal(after.help, 'In Europe')
  })

  test('cost nothing once it is known which stages are meant', async ({ assert }) => {
    const { mia, href } = things
    await mia.get(href)
    const sent = await watchStatements(() => mia.get(href))
    assert.isEmpty(sent.filter(({ text }) => /outcome/.test(text)))
    const without = await mia.get('/crm/contacts/new')
    assert.notInclude(without.text, 'data-rules')
  })
})
