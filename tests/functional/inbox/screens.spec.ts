import { test } from '@japa/runner'
import { Connection } from '#modules/integrations/models/connection'
import { GhlHouse } from '#tests/support/ghl/house'
import { FakeGoHighLevel } from '#tests/support/ghl/sender'
import { asOwner, emptyDatabase, speak } from '#tests/support/tenants'
import { hiddenValues, Visitor } from '#tests/support/visitor'
import { withWorker } from '#tests/support/worker'

const contact = { id: 'c1', firstName: 'Ada', email: 'ada@example.test' }

test.group('Inbox | screens', (group) => {
  withWorker(group)
  let house: GhlHouse
  group.each.setup(async () => {
    await emptyDatabase()
    house = await GhlHouse.create('Alpha')
    await house.tenant.user('ann@alpha.test', ['base.administrator'])
    await house.tenant.user('mia@alpha.test', ['base.manager'])
  })

  const visitor = async (email: string) => {
    const person = new Visitor()
    await person.logIn(email)
    return person
  }

  test('administrators see incoming events, filter, search and open them', async ({ assert }) => {
    await house.tell('ContactCreate', contact)
    const unknown = await house.tell('ContactUpdate', { ...contact, locationId: 'loc_x' })
    const ann = await visitor('ann@alpha.test')
    const list = await ann.get('/integrations/events')
    assert.equal(list.status, 200)
    assert.include(list.text, 'ContactCreate')
    assert.include(list.text, 'ContactUpdate')
    const kept = await ann.get('/integrations/events?filter=quarantined')
    assert.notInclude(kept.text, 'ContactCreate')
    assert.include(kept.text, 'ContactUpdate')
    const found = await ann.get('/integrations/events?q=loc_x')
    assert.notInclude(found.text, 'ContactCreate')
    assert.include(found.text, 'ContactUpdate')
    const form = await ann.get(`/integrations/events/${unknown.id}`)
    assert.equal(form.status, 200)
    assert.include(form.text, 'Their location loc_x is not connected to one of ours.')
    assert.include(form.text, '&quot;firstName&quot;: &quot;Ada&quot;')
    assert.include(form.text, `/integrations/events/${unknown.id}/replay`)
    assert.notInclude(form.text, '_method=PUT')
  })

  test('everybody reads in their own language why an event is where it is', async ({ assert }) => {
    const faulty = { ...contact, email: 'nobody', country: 'x'.repeat(101) }
    const taken = await house.tell('ContactCreate', faulty)
    const unknown = await house.tell('ContactUpdate', { ...contact, locationId: 'loc_x' })
    assert.equal(unknown.reason_code, 'integrations.event.notConnected')
    const reads = async (language: string, { id }: { id: string }, sentence: string) => {
      await speak(language, 'ann@alpha.test')
      const ann = await visitor('ann@alpha.test')
      assert.include((await ann.get(`/integrations/events/${id}`)).text, sentence)
    }
    await reads('en', taken, 'Left out, not valid: E-mail, Country.')
    await reads('de', taken, 'Weggelassen, weil ungültig: E-Mail, Land.')
    await reads('de', unknown, 'Der dortige Standort loc_x ist mit keinem von unseren verbunden.')
    await reads('ja', unknown, '先方の拠点 loc_x は、こちらのどの拠点ともつながっていません。')
  })

  test('nobody else sees them', async ({ assert }) => {
    const event = await house.tell('ContactCreate', contact)
    const mia = await visitor('mia@alpha.test')
    assert.notInclude((await mia.get('/')).text, '/integrations')
    for (const path of ['events', `events/${event.id}`, 'connections']) {
      assert.equal((await mia.get(`/integrations/${path}`)).status, 404)
    }
    assert.isAtLeast((await mia.post(`/integrations/events/${event.id}/replay`)).status, 403)
    assert.deepEqual(await house.events(), [event])
  })

  test('a location manager finds the contact, and another one never does', async ({ assert }) => {
    await house.tenant.user('nora@alpha.test', ['base.location_manager'], ['North'])
    await house.tenant.user('sven@alpha.test', ['base.location_manager'], ['South'])
    const nora = await visitor('nora@alpha.test')
    const sven = await visitor('sven@alpha.test')
    await house.tell('ContactCreate', { ...contact, lastName: 'Byron' })
    assert.include((await nora.get('/crm/contacts')).text, 'Ada Byron')
    const [{ id }] = await house.contacts()
    assert.equal((await nora.get(`/crm/contacts/${id}`)).status, 200)
    assert.equal((await sven.get(`/crm/contacts/${id}`)).status, 404)
    for (const query of ['', '?q=byron', '?q=ada%40example', '?sort=email', '?filter=leads']) {
      assert.notInclude((await sven.get(`/crm/contacts${query}`)).text, 'Byron')
    }
  })

  test('an event in quarantine is processed when its location is connected and it is replayed', async ({
    assert,
  }) => {
    const kept = await house.tell('ContactCreate', { ...contact, locationId: 'loc_new' })
    const ann = await visitor('ann@alpha.test')
    const empty = await ann.get('/integrations/connections/new')
    const made = await ann.post('/integrations/connections', {
      ...hiddenValues(empty.text),
      externalId: 'loc_new',
      provider: 'ghl',
      location: house.tenant.location('South'),
    })
    assert.match(made.path, /^\/integrations\/connections\/[0-9a-f-]{36}$/)
    assert.match(made.text, /\/hooks\/ghl\/[A-Za-z0-9_-]{22}/)
    assert.equal((await house.events())[0]!.state, 'quarantined')

    const answer = await ann.post(`/integrations/events/${kept.id}/replay`)
    assert.equal(answer.path, `/integrations/events/${kept.id}`)
    assert.include(answer.text, 'The event is being processed again.')
    const event = await house.settled(kept.event_id)
    assert.deepInclude(event, { state: 'processed', reason: null, attempts: 2 })
    assert.equal((await house.contacts())[0]!.location_id, house.tenant.location('South'))
  })

  test('the address of a new connection takes events', async ({ assert }) => {
    const ann = await visitor('ann@alpha.test')
    const empty = await ann.get('/integrations/connections/new')
    const { text } = await ann.post('/integrations/connections', {
      ...hiddenValues(empty.text),
      externalId: 'loc_new',
      provider: 'ghl',
      location: house.tenant.location('South'),
    })
    const address = /\/hooks\/ghl\/[A-Za-z0-9_-]{22}/.exec(text)![0]
    const sender = new FakeGoHighLevel(new URL(address, house.url).href)
    const event = house.event('ContactCreate', { ...contact, locationId: 'loc_new' })
    assert.deepEqual(await sender.send(event), [204])
    assert.equal((await house.settled(event.webhookId!)).state, 'processed')
  })

  test('an administrator who works in one location replays events of all', async ({ assert }) => {
    const event = await house.tell('ContactCreate', { ...contact, locationId: 'loc_new' })
    await house.tenant.run(async () => {
      await Connection.connect('ghl', 'loc_new', house.tenant.location('South'))
    })
    const ann = await visitor('ann@alpha.test')
    await ann.post('/account/locations', { only: house.tenant.location('North') })
    await ann.post(`/integrations/events/${event.id}/replay`)
    assert.equal((await house.settled(event.event_id)).state, 'processed')
  })

  test('ticked events are replayed at once, by those who may', async ({ assert }) => {
    const events = [
      await house.tell('ContactCreate', { ...contact, locationId: 'loc_new' }),
      await house.tell('ContactCreate', {
        ...contact,
        id: 'contact_2',
        email: 'bea@example.test',
        locationId: 'loc_new',
      }),
    ]
    await house.tenant.run(async () => {
      await Connection.connect('ghl', 'loc_new', house.tenant.location('South'))
    })
    const ann = await visitor('ann@alpha.test')
    const { text } = await ann.get('/integrations/events')
    assert.include(
      text,
      'formaction="/integrations/events/bulk?method=replay" name="operation" value="call"'
    )
    const ticked = { 'operation': 'call', 'ids[]': events.map(({ id }) => id), 'search': '' }
    const other = await ann.post('/integrations/events/bulk?method=delete', ticked)
    assert.equal(other.status, 404)
    const mia = await visitor('mia@alpha.test')
    assert.equal((await mia.post('/integrations/events/bulk?method=replay', ticked)).status, 404)
    const done = await ann.post('/integrations/events/bulk?method=replay', ticked)
    assert.include(done.text, 'Replay: 2 events.')
    assert.notInclude(done.text, '/undo"')
    for (const { event_id: id } of events) {
      assert.equal((await house.settled(id)).state, 'processed')
    }
  })

  test('replaying a processed event changes nothing', async ({ assert }) => {
    const event = await house.tell('ContactCreate', contact)
    const [before] = await house.contacts()
    const ann = await visitor('ann@alpha.test')
    await ann.post(`/integrations/events/${event.id}/replay`)
    assert.deepInclude(await house.settled(event.event_id), { state: 'ignored', attempts: 2 })
    assert.deepEqual(await house.contacts(), [before])
  })

  test('an event that fails for good says why and can be replayed', async ({ assert }) => {
    await asOwner((owner) =>
      owner.query(`alter table crm_contacts add constraint trouble check (city <> 'Trouble')`)
    )
    const event = house.event('ContactCreate', { ...contact, city: 'Trouble' })
    try {
      await house.sender.send(event)
      await asOwner((owner) =>
        owner.query('update bullmq.job set attempts_made = 5 where name = $1', [
          'integrations.process-event',
        ])
      )
      const [failed] = await house.allSettled([event.webhookId!], 25)
      assert.equal(failed!.state, 'failed')
      assert.include(failed!.reason, 'trouble')
      assert.lengthOf(await house.contacts(), 0)
    } finally {
      await asOwner((owner) => owner.query('alter table crm_contacts drop constraint trouble'))
    }
    const ann = await visitor('ann@alpha.test')
    const [{ id }] = await house.events()
    await ann.post(`/integrations/events/${id}/replay`)
    assert.equal((await house.settled(event.webhookId!)).state, 'processed')
    assert.equal((await house.contacts())[0]!.city, 'Trouble')
  })
})
