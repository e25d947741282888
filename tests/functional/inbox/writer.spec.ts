import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ScopedDatabase } from '#app/environment/scoped_database'
import type { Arrival } from '#app/inbox/store'
import { EventWriter } from '#app/inbox/writer'
import { Registry } from '#app/modules/registry'
import { GhlHouse } from '#tests/support/ghl/house'
import { watchStatements } from '#tests/support/statements'
import { asOwner } from '#tests/support/tenants'

test.group('Inbox | writer', () => {
  const open = () => new EventWriter(db as unknown as ScopedDatabase, 3000)
  const arrival = (house: GhlHouse, eventId: string = randomUUID()): Arrival => ({
    endpoint: { key: house.key, tenantId: house.tenant.id, isOpen: true },
    provider: Registry.current.inbox.provider('ghl')!.provider,
    eventId,
    identity: {
      eventId,
      type: 'NoteCreate',
      occurredAt: new Date(),
      externalLocation: house.north,
    },
    headers: { cookie: ['secret'], host: ['example.test'] },
    body: Buffer.from('{}'),
    quarantine: null,
  })

  test('events that come at once share a transaction, each with its job', async ({ assert }) => {
    const house = await GhlHouse.create('Writer')
    const writer = open()
    const arrivals = Array.from({ length: 17 }, () => arrival(house))
    const sent = await watchStatements(() =>
      Promise.all(arrivals.map((each) => writer.store(each)))
    )
    assert.lengthOf(
      sent.filter(({ text }) => text === 'commit'),
      2
    )
    assert.sameMembers(
      (await house.events()).map(({ event_id }) => event_id),
      arrivals.map(({ eventId }) => eventId)
    )
    assert.lengthOf(await house.jobs(), 17)
  })

  test('an event is written in one round trip', async ({ assert }) => {
    const house = await GhlHouse.create('Writer')
    const writer = open()
    await writer.store(arrival(house))
    const sent = await watchStatements(() => writer.store(arrival(house)))
    assert.deepEqual(new Set(sent.map(({ wait }) => wait)), new Set([1]))
    assert.lengthOf(sent, 3)
  })

  test('an event that cannot be stored takes no other one with it', async ({ assert }) => {
    const house = await GhlHouse.create('Writer')
    const writer = open()
    const good = Array.from({ length: 6 }, () => arrival(house))
    const bad = arrival(house, 'not\0storable')
    const results = await Promise.allSettled(
      [good[0]!, ...good.slice(1, 3), bad, ...good.slice(3)].map((each) => writer.store(each))
    )
    assert.deepEqual(
      results.map(({ status }) => status === 'fulfilled'),
      [true, true, true, false, true, true, true]
    )
    assert.lengthOf(await house.events(), 6)
    assert.lengthOf(await house.jobs(), 6)
  })

  test('an event is not stored before its transaction is committed', async ({ assert }) => {
    const house = await GhlHouse.create('Writer')
    await asOwner((owner) =>
      owner.query(`
        create function public.refuse() returns trigger language plpgsql as $$
        begin raise exception 'refused at the commit'; end $$;
        create constraint trigger refuse after insert on public.inbox_events
          deferrable initially deferred for each row execute function public.refuse()`)
    )
    try {
      await assert.rejects(() => open().store(arrival(house)), /refused at the commit/)
    } finally {
      await asOwner((owner) => owner.query('drop function public.refuse() cascade'))
    }
    assert.lengthOf(await house.events(), 0)
  })

  test('writers that store the same events do not lock each other out', async ({ assert }) => {
    const house = await GhlHouse.create('Writer')
    const arrivals = Array.from({ length: 16 }, (_, index) => arrival(house, `event-${10 + index}`))
    const sent = await watchStatements(() =>
      asOwner(async (owner) => {
        await owner.query('begin')
        await owner.query(
          `insert into inbox_events (tenant_id, provider, event_id, event_type, endpoint_key,
             headers, body, content, state)
           values ($1, 'ghl', 'event-18', '', '', '{}', '', '', 'received')`,
          [house.tenant.id]
        )
        const stored = [open(), open()].flatMap((writer, index) => {
          const ordered = index === 1 ? arrivals.toReversed() : arrivals
          return [arrival(house), ...ordered].map((each) => writer.store(each))
        })
        await sleep(300)
        await owner.query('rollback')
        await Promise.all(stored)
      })
    )
    assert.lengthOf(
      sent.filter(({ text }) => text === 'commit'),
      4
    )
    assert.lengthOf(await house.events(), 18)
    assert.lengthOf(await house.jobs(), 18)
  })

  test('tenants do not wait for each other, and get their own events', async ({ assert }) => {
    const houses = await Promise.all(['A', 'B', 'C'].map((name) => GhlHouse.create(name)))
    const writer = open()
    await Promise.all(
      houses.flatMap((house) =>
        Array.from({ length: 5 }, () =>
          writer.store(arrival(house, `${house.key}-${randomUUID()}`))
        )
      )
    )
    for (const house of houses) {
      const events = await house.events()
      assert.lengthOf(events, 5)
      assert.isTrue(events.every(({ event_id }) => event_id.startsWith(house.key)))
    }
  })

  test("nobody's cookies are kept", async ({ assert }) => {
    const house = await GhlHouse.create('Writer')
    await open().store(arrival(house))
    const [event] = (await house.events()) as unknown as { headers: object }[]
    assert.deepEqual(event!.headers, { host: ['example.test'] })
  })
})
