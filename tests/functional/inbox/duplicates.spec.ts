import { test } from '@japa/runner'
import { findEndpoint } from '#app/inbox/endpoints'
import { GhlHouse } from '#tests/support/ghl/house'
import { asOwner } from '#tests/support/tenants'
import { startWorker, withWorker } from '#tests/support/worker'

const MINUTE = 60
const contact = { id: 'c1', firstName: 'Ada', email: 'ada@example.test' }

test.group('Inbox | duplicates', (group) => {
  withWorker(group)

  test('50 deliveries at once have one effect', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const event = house.event('ContactCreate', contact)
    const statuses = await house.sender.send(event, { duplicates: 50 })
    assert.deepEqual(new Set(statuses), new Set([204]))
    await house.settled(event.webhookId!)
    const contacts = await house.contacts()
    assert.lengthOf(contacts, 1)
    assert.equal(contacts[0]!.version, 1)
    assert.lengthOf(await house.events(), 1)
    assert.lengthOf(await house.jobs(), 1)
  })

  test('a delivery after processing has no effect', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const event = house.event('ContactCreate', contact)
    await house.sender.send(event)
    const processed = await house.settled(event.webhookId!)
    assert.deepEqual(await house.sender.send(event, { duplicates: 3 }), [204, 204, 204])
    assert.deepEqual(await house.events(), [processed])
    assert.lengthOf(await house.jobs(), 1)
    assert.equal((await house.contacts())[0]!.version, 1)
  })

  test('the same id with another body is the same event', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const options = { webhookId: 'w1' }
    await house.tell('ContactCreate', contact, options)
    await house.tell('ContactCreate', { ...contact, firstName: 'Eve' }, options)
    assert.equal((await house.contacts())[0]!.first_name, 'Ada')
  })

  test('two events about one new contact make one contact', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const events = Array.from({ length: 20 }, (_, index) =>
      house.event(index % 2 ? 'ContactUpdate' : 'ContactCreate', { ...contact, city: `C${index}` })
    )
    await Promise.all(events.map((event) => house.sender.send(event)))
    await house.allSettled(events.map(({ webhookId }) => webhookId!))
    assert.lengthOf(await house.contacts(), 1)
  })

  test('events of two ids with one e-mail address make one contact', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const tags = ['new', 'hot', 'cold']
    const events = Array.from({ length: 12 }, (_, index) =>
      house.event('ContactCreate', { ...contact, id: `c${index}`, tags, companyName: 'Acme' })
    )
    await Promise.all(events.map((event) => house.sender.send(event)))
    await house.allSettled(events.map(({ webhookId }) => webhookId!))
    const contacts = await house.contacts()
    assert.lengthOf(contacts, 1)
    assert.deepEqual(contacts[0]!.tags, [...tags].sort())
    assert.deepEqual(await house.names('crm_companies'), ['Acme'])
    assert.deepEqual(await house.names('base_tags'), [...tags].sort())
  })

  test('many new contacts at once share new tags and a new company', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const events = Array.from({ length: 24 }, (_, index) =>
      house.event('ContactCreate', {
        id: `c${index}`,
        firstName: 'Ada',
        email: `ada${index}@example.test`,
        tags: index % 2 ? ['one', 'two', 'three'] : ['three', 'two', 'four'],
        companyName: index % 3 ? 'Acme' : 'Bolt',
      })
    )
    await Promise.all(events.map((event) => house.sender.send(event)))
    const settled = await house.allSettled(events.map(({ webhookId }) => webhookId!))
    for (const event of settled) assert.include(event, { state: 'processed', attempts: 1 })
    assert.lengthOf(await house.contacts(), 24)
    assert.deepEqual(await house.names('crm_companies'), ['Acme', 'Bolt'])
    assert.deepEqual(await house.names('base_tags'), ['four', 'one', 'three', 'two'])
  })
})

test.group('Inbox | late deliveries', () => {
  test('a first delivery is taken up to 90 minutes late', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const send = (seconds: number) =>
      house.sender.send(house.event('ContactCreate', contact, { age: seconds }))
    assert.deepEqual(await send(89 * MINUTE), [204])
    assert.deepEqual(await send(91 * MINUTE), [401])
    assert.deepEqual(await send(48 * 60 * MINUTE), [401])
    assert.deepEqual(await send(-4 * MINUTE), [204])
    assert.deepEqual(await send(-6 * MINUTE), [401])
    assert.lengthOf(await house.events(), 2)
    assert.deepEqual(await house.refusals(), { expired: 2, future: 1 })
  })

  test('an event that came before is taken at any age, and changes nothing', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const event = house.event('ContactCreate', contact, { age: 89 * MINUTE })
    await house.sender.send(event)
    const before = await house.events()
    const late = { ...event, timestamp: new Date(Date.now() - 172_800_000).toISOString() }
    assert.deepEqual(await house.sender.send(late), [204])
    assert.deepEqual(await house.events(), before)
  })

  test('an event without a time is taken', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    for (const timestamp of [undefined, null, 'yesterday', {}]) {
      const event = { ...house.event('ContactCreate', contact), timestamp }
      assert.deepEqual(await house.sender.send(event), [204])
    }
    assert.lengthOf(await house.events(), 4)
  })
})

test.group('Inbox | dead workers', () => {
  test('an event whose worker died is processed once', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const event = house.event('ContactCreate', contact)
    await house.sender.send(event)
    await asOwner((owner) =>
      owner.query(
        `update bullmq.job set state = 'active', lock_token = 'dead', locked_until_ms = 1
         where data -> 'scope' ->> 'tenantId' = $1`,
        [house.tenant.id]
      )
    )
    const jobs = await startWorker()
    try {
      assert.equal((await house.settled(event.webhookId!)).state, 'processed')
    } finally {
      await jobs.close()
    }
    assert.lengthOf(await house.contacts(), 1)
  })

  test('a job that is started again after it has committed does nothing', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const event = house.event('ContactCreate', contact)
    await house.sender.send(event)
    const first = await startWorker()
    const processed = await house.settled(event.webhookId!)
    await first.close()
    await asOwner((owner) =>
      owner.query(
        `update bullmq.job set state = 'waiting', lock_token = null, locked_until_ms = null,
           finished_at_ms = null
         where data -> 'scope' ->> 'tenantId' = $1`,
        [house.tenant.id]
      )
    )
    const second = await startWorker()
    const deadline = Date.now() + 60_000
    const isAnyWaiting = async () => (await house.jobs()).some(({ state }) => state === 'waiting')
    while ((await isAnyWaiting()) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await second.close()
    assert.isFalse(await isAnyWaiting())
    assert.deepEqual(await house.events(), [processed])
    assert.equal((await house.contacts())[0]!.version, 1)
  })

  test('a key is remembered, but not one that does not exist', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    assert.deepEqual(await findEndpoint('ghl', house.key), {
      key: house.key,
      tenantId: house.tenant.id,
      isOpen: true,
    })
    const later = 'A'.repeat(22)
    assert.isNull(await findEndpoint('ghl', later))
    await asOwner((owner) =>
      owner.query(
        'insert into identity.webhook_endpoints (key, provider, tenant_id) values ($1, $2, $3)',
        [later, 'ghl', house.tenant.id]
      )
    )
    assert.equal((await findEndpoint('ghl', later))!.tenantId, house.tenant.id)
  })
})
