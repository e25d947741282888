import { test } from '@japa/runner'
import { findEndpoint } from '#app/inbox/endpoints'
import { Registry } from '#app/modules/registry'
import { GhlHouse } from '#tests/support/ghl/house'
import { post } from '#tests/support/ghl/sender'
import { sign } from '#tests/support/ghl/signing'
import { asOwner } from '#tests/support/tenants'
import { withWorker } from '#tests/support/worker'

const contact = { id: 'c1', firstName: 'Ada', email: 'ada@example.test' }

test.group('Inbox | routing', (group) => {
  withWorker(group)

  test('an unknown key is nobody', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const body = JSON.stringify(house.event('ContactCreate', contact))
    const headers = { 'x-ghl-signature': sign(body) }
    const base = house.url.slice(0, -house.key.length)
    const flipped = house.key[0] === 'A' ? 'B' : 'A'
    for (const key of [
      `${flipped}${house.key.slice(1)}`,
      house.key.slice(1),
      `${house.key}A`,
      '%00',
      "'",
      'constructor',
    ]) {
      assert.equal(await post(`${base}${key}`, body, headers), 404)
    }
    const otherProvider = house.url.replace('/ghl/', '/dialpad/')
    assert.equal(await post(otherProvider, body, headers), 404)
    assert.equal(await post(house.url.replace('/ghl/', '/__proto__/'), body, headers), 404)
    assert.isNull(await findEndpoint('dialpad', house.key))
    assert.lengthOf(await house.events(), 0)
  })

  test('an endpoint that is switched off is nobody', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    await asOwner((owner) =>
      owner.query('update identity.webhook_endpoints set active = false where key = $1', [
        house.key,
      ])
    )
    assert.deepEqual(await house.sender.send(house.event('ContactCreate', contact)), [404])
  })

  test('the location decides whose contact it is', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    await house.tell('ContactCreate', contact)
    await house.tell('ContactCreate', { ...contact, locationId: house.south })
    const contacts = await house.contacts()
    assert.sameMembers(
      contacts.map(({ location_id }) => location_id),
      [house.tenant.location('North'), house.tenant.location('South')]
    )
    const events = await house.events()
    assert.sameMembers(
      events.map(({ location_id }) => location_id),
      contacts.map(({ location_id }) => location_id)
    )
  })

  test('an unknown location is kept in quarantine', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const unknown = await house.tell('ContactCreate', { ...contact, locationId: 'loc_unknown' })
    assert.deepInclude(unknown, {
      state: 'quarantined',
      reason: 'Their location loc_unknown is not connected to one of ours.',
      location_id: null,
    })
    const none = await house.tell('ContactCreate', { ...contact, locationId: undefined })
    assert.deepInclude(none, { state: 'quarantined', reason: 'The event names no location.' })
    assert.lengthOf(await house.contacts(), 0)
  })

  test('a location of another tenant is unknown', async ({ assert }) => {
    const alpha = await GhlHouse.create('Alpha')
    const beta = await GhlHouse.create('Beta')
    const event = await alpha.tell('ContactCreate', { ...contact, locationId: beta.north })
    assert.equal(event.state, 'quarantined')
    assert.lengthOf(await alpha.contacts(), 0)
    assert.lengthOf(await beta.contacts(), 0)
    assert.lengthOf(await beta.events(), 0)
  })

  test('a location that is not connected any more is unknown', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    await asOwner((owner) =>
      owner.query('update integrations_connections set active = false where external_id = $1', [
        house.north,
      ])
    )
    assert.equal((await house.tell('ContactCreate', contact)).state, 'quarantined')
  })

  test('two tenants may receive the same event', async ({ assert }) => {
    const alpha = await GhlHouse.create('Alpha')
    const beta = await GhlHouse.create('Beta')
    const options = { webhookId: 'the-same' }
    await alpha.tell('ContactCreate', contact, options)
    await beta.tell('ContactCreate', contact, options)
    assert.lengthOf(await alpha.contacts(), 1)
    assert.lengthOf(await beta.contacts(), 1)
  })

  test('an event of an unknown type is kept in quarantine', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const event = await house.tell('AppointmentCreate', { id: 'a1' })
    assert.deepInclude(event, {
      state: 'quarantined',
      reason: 'No module processes events of the type AppointmentCreate.',
    })
  })

  test('an event that names no contact is kept in quarantine', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    for (const id of [undefined, null, '', 7, {}]) {
      const event = await house.tell('ContactCreate', { ...contact, id })
      assert.deepInclude(event, { state: 'quarantined', reason: 'The event names no contact.' })
    }
    assert.lengthOf(await house.contacts(), 0)
  })

  test('while the module is not installed, events are kept in quarantine', async ({ assert }) => {
    const house = await GhlHouse.create('Alpha')
    const { current } = Registry
    const others = current.modules.filter(({ name }) => name !== 'integrations')
    Registry.swap(new Registry(others, current.modules))
    try {
      const kept = house.event('ContactCreate', contact)
      assert.deepEqual(await house.sender.send(kept), [204])
      assert.deepEqual(await house.sender.send(kept, { bad: 'signature' }), [401])
      assert.deepInclude(await house.settled(kept.webhookId!), {
        state: 'quarantined',
        reason: 'The module Integrations is not installed.',
      })
      assert.lengthOf(await house.jobs(), 0)
    } finally {
      Registry.swap(current)
    }
  })
})
