import { test } from '@japa/runner'
import { GhlHouse, type StoredContact } from '#tests/support/ghl/house'
import { withWorker } from '#tests/support/worker'

const snapshot = {
  firstName: 'Ada',
  lastName: 'Byron',
  phone: '+442079460958',
  companyName: 'Engines',
  city: 'London',
  source: 'Website',
  tags: ['one'],
}

/** Create, update, tags, deletion: a minute apart, all about one contact. */
function story(house: GhlHouse, id: string, [from, base]: [number, object] = [300, snapshot]) {
  const email = `${id}@example.test`
  return [
    house.event('ContactCreate', { ...base, id, email }, { age: from, webhookId: `${id}-1` }),
    house.event(
      'ContactUpdate',
      { id, email: `new-${email}`, city: 'Paris', lastName: null },
      { age: from - 60, webhookId: `${id}-2` }
    ),
    house.event(
      'ContactTagUpdate',
      { id, tags: ['two', 'three'] },
      { age: from - 120, webhookId: `${id}-3` }
    ),
    house.event('ContactDelete', { id }, { age: from - 180, webhookId: `${id}-4` }),
  ]
}

function orders(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item) =>
    orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest])
  )
}

function stateOf(contact: StoredContact, id: string) {
  const { email, phone, company, city, source, active, tags } = contact
  const names = [contact.first_name, contact.last_name]
  return { names, mail: email?.replace(id, 'ID'), phone, company, city, source, active, tags }
}

const expected = {
  names: ['Ada', null],
  mail: 'new-ID@example.test',
  phone: '+442079460958',
  company: 'Engines',
  city: 'Paris',
  source: 'Website',
  active: false,
  tags: ['three', 'two'],
}

test.group('Inbox | order', (group) => {
  withWorker(group)
  const allOrders = orders([0, 1, 2, 3])

  test('all 24 orders of four events end in the same state', async ({ assert }) => {
    assert.lengthOf(allOrders, 24)
    for (const order of allOrders) {
      const house = await GhlHouse.create('Order')
      const events = story(house, 'c1')
      for (const index of order) {
        await house.sender.send(events[index]!)
        await house.settled(events[index]!.webhookId!)
      }
      const contacts = await house.contacts()
      assert.lengthOf(contacts, 1, order.join())
      assert.deepEqual(stateOf(contacts[0]!, 'c1'), expected, order.join())
    }
  })

  test('so do they when all are processed at once', async ({ assert }) => {
    const house = await GhlHouse.create('Order')
    const ids = allOrders.map((_, index) => `c${index}`)
    const stories = ids.map((id, index) =>
      story(house, id, [300, { ...snapshot, phone: `+4420794600${10 + index}` }])
    )
    await Promise.all(
      allOrders.map((order, index) => house.sender.sendInOrder(stories[index]!, order))
    )
    await house.allSettled(stories.flat().map(({ webhookId }) => webhookId!))
    const contacts = await house.contacts()
    assert.lengthOf(contacts, 24)
    for (const [index, id] of ids.entries()) {
      const contact = contacts.find(({ email }) => email === `new-${id}@example.test`)!
      const phone = `+4420794600${10 + index}`
      assert.deepEqual(stateOf(contact, id), { ...expected, phone })
    }
  })

  test('a contact without names ends with the same name in any order', async ({ assert }) => {
    for (const order of orders([0, 1, 2])) {
      const house = await GhlHouse.create('Order')
      const events = [
        house.event('ContactCreate', { id: 'c', email: 'first@example.test' }, { age: 60 }),
        house.event('ContactUpdate', { id: 'c', email: 'second@example.test' }, { age: 50 }),
        house.event('ContactTagUpdate', { id: 'c', tags: ['a'] }, { age: 40 }),
      ]
      for (const index of order) {
        await house.sender.send(events[index]!)
        await house.settled(events[index]!.webhookId!)
      }
      const [contact, ...others] = await house.contacts()
      assert.lengthOf(others, 0)
      assert.deepInclude(contact, { first_name: 'second', email: 'second@example.test' })
      assert.deepInclude(contact, { tags: ['a'], active: true })
    }
  })

  test('of two events of the same time, the one with the greater id counts', async ({ assert }) => {
    for (const order of orders([0, 1])) {
      const house = await GhlHouse.create('Order')
      const timestamp = new Date().toISOString()
      const events = ['a', 'b'].map((webhookId) => ({
        ...house.event('ContactUpdate', { id: 'c', city: webhookId }, { webhookId }),
        timestamp,
      }))
      for (const index of order) {
        await house.sender.send(events[index]!)
        await house.settled(events[index]!.webhookId!)
      }
      assert.equal((await house.contacts())[0]!.city, 'b')
    }
  })

  test('an event that others have overtaken is noted as such', async ({ assert }) => {
    const house = await GhlHouse.create('Order')
    await house.tell('ContactUpdate', { id: 'c', city: 'Rome' })
    const event = await house.tell('ContactUpdate', { id: 'c', city: 'Bonn' }, { age: 60 })
    assert.deepInclude(event, {
      state: 'ignored',
      reason: 'Nothing in it was news.',
    })
    assert.equal((await house.contacts())[0]!.city, 'Rome')
  })
})
