import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { GhlHouse } from '#tests/support/ghl/house'
import { emptyDatabase } from '#tests/support/tenants'
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
    assert.equal(kept!.state, 'quarantined')
    await perform('enable')
    await worker().releaseParked()
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await house.events())[0]!.state === 'processed') break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    assert.equal((await house.events())[0]!.state, 'processed')
    assert.lengthOf(await house.contacts(), 1)
  })
})
