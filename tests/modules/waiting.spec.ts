import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { GhlHouse } from '#tests/support/ghl/house'
import { asOwner, emptyDatabase } from '#tests/support/tenants'
import { withWorker } from '#tests/support/worker'

/** Does something with the module of GoHighLevel's webhooks, as an operator would. */
async function perform(kind: 'disable' | 'enable') {
  const operator = await app.container.make('operator')
  const modules = await app.container.make('modules')
  await operator.perform([{ kind, module: 'integrations' }])
  await modules.follow()
}

test.group('Modules | what waits for them', (group) => {
  const worker = withWorker(group)
  group.setup(() => emptyDatabase)
  group.teardown(async () => {
    const modules = await app.container.make('modules')
    const found = (await modules.list()).find(({ name }) => name === 'integrations')
    if (found?.state === 'disabled') await perform('enable')
  })

  test('events that came meanwhile are processed when the module is back', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    await perform('disable')
    const event = house.event('ContactCreate', {
      id: 'c1',
      firstName: 'Ada',
      email: 'ada@example.test',
    })
    await house.sender.send(event)
    const [kept] = await house.events()
    assert.deepInclude(kept!, {
      state: 'quarantined',
      reason: 'The module Integrations is not installed.',
      reason_code: 'reasons.event.moduleMissing',
    })
    assert.equal(kept!.reason_translations?.de, 'Das Modul Integrationen ist nicht installiert.')
    const older = house.event('ContactCreate', { id: 'c2', firstName: 'Bea' })
    await house.sender.send(older)
    await asOwner((owner) =>
      owner.query(
        `update inbox_events set reason_code = null, reason_translations = null
         where event_id = $1`,
        [older.webhookId]
      )
    )
    await perform('enable')
    await worker().releaseParked()
    const events = await house.allSettled([event.webhookId!, older.webhookId!])
    assert.deepEqual(
      events.map(({ state, reason, reason_translations: others }) => ({ state, reason, others })),
      [event, older].map(() => ({ state: 'processed', reason: null, others: null }))
    )
    assert.lengthOf(await house.contacts(), 2)
  })
})
