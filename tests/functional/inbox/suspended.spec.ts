import { test } from '@japa/runner'
import { GhlHouse } from '#tests/support/ghl/house'
import { asOwner, emptyDatabase } from '#tests/support/tenants'
import { until } from '#tests/support/until'
import { startWorker } from '#tests/support/worker'

const contact = { id: 'c1', firstName: 'Ada', email: 'ada@example.test' }

/** So long a server remembers whether the tenant of an endpoint works, and a little more. */
const REMEMBERED = 5200

function setActive(house: GhlHouse, active: boolean) {
  return asOwner((owner) =>
    owner.query('update tenants set active = $2 where id = $1', [house.tenant.id, active])
  )
}

test.group('Inbox | a suspended tenant', (group) => {
  group.each.teardown(emptyDatabase)

  test('lets what is sent wait with its sender, and takes it when it goes on', async ({
    assert,
  }) => {
    const house = await GhlHouse.create('Alpha')
    const event = house.event('ContactCreate', contact)
    await setActive(house, false)
    assert.deepEqual(await house.sender.send(event), [429])
    assert.lengthOf(await house.events(), 0)

    await setActive(house, true)
    await new Promise((resolve) => setTimeout(resolve, REMEMBERED))
    assert.deepEqual(await house.sender.send(event), [204])
    const worker = await startWorker()
    try {
      assert.equal((await house.settled(event.webhookId!)).state, 'processed')
    } finally {
      await worker.close()
    }
    assert.lengthOf(await house.contacts(), 1)
  })

  test('keeps what came before, and processes it when it goes on', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    await house.sender.send(house.event('ContactCreate', contact))
    await setActive(house, false)
    const worker = await startWorker()
    try {
      await until(
        'parking',
        () => house.jobs(),
        ([job]) => job?.state === 'delayed'
      )
      assert.equal((await house.events())[0]!.state, 'received')
      assert.lengthOf(await house.contacts(), 0)

      await setActive(house, true)
      await worker.releaseParked()
      await until(
        'the event',
        () => house.events(),
        ([event]) => event!.state === 'processed'
      )
      assert.lengthOf(await house.contacts(), 1)
    } finally {
      await worker.close()
    }
  })
})
