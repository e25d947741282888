import { test } from '@japa/runner'
import { recordEvent } from '#app/environment/audit'
import { Contact } from '#modules/crm/models/contact'
import { entriesOf, lastEntryNumber, loggedEntries } from '#tests/support/audit_log'
import { emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { until } from '#tests/support/until'
import { Visitor } from '#tests/support/visitor'

test.group('Audit events', (group) => {
  let alpha: TestTenant
  let north: TestUser
  let contact: { north: Contact; south: Contact }

  group.each.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    north = await alpha.user('north@alpha.test', ['crm.user'], ['North'])
    contact = await alpha.run(async () => ({
      north: await Contact.create({ firstName: 'Ada', locationId: alpha.location('North') }),
      south: await Contact.create({ firstName: 'Bea', locationId: alpha.location('South') }),
    }))
  })

  test('log-in, log-out and failed log-ins', async ({ assert }) => {
    const visitor = new Visitor()
    const entries = await entriesOf(alpha.id, async () => {
      await visitor.logIn('north@alpha.test')
      await visitor.get('/')
      await visitor.post('/logout')
    })
    assert.deepEqual(
      entries.map(({ kind, user_id: userId, ip }) => [kind, userId, ip]),
      [
        ['login', north.id, '127.0.0.1'],
        ['logout', north.id, '127.0.0.1'],
      ]
    )
    const last = await lastEntryNumber(alpha.id)
    await new Visitor().logIn('north@alpha.test', 'a wrong password')
    const failed = await until(
      'an entry',
      () => loggedEntries(alpha.id, last),
      (found) => found.length > 0
    )
    assert.containSubset(failed, [{ kind: 'login_failed', user_id: north.id }])
  })

  test('a user of two tenants logs in to both', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    await beta.join(north)
    const entries = await entriesOf(beta.id, () => new Visitor().logIn('north@alpha.test'))
    assert.containSubset(entries, [{ kind: 'login', user_id: north.id }])
  })

  test('tells what is out of reach from what is not there, here alone', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('north@alpha.test')
    const answers: string[] = []
    const ask = (path: string) => async () => {
      const { status, text } = await visitor.get(path)
      answers.push(
        `${status} ${text.replaceAll(/[0-9A-F]{8}\b|[0-9a-f-]{36}|\d\d:\d\d:\d\d/g, '')}`
      )
    }
    const [refused, ...others] = await entriesOf(alpha.id, ask(`/crm/contacts/${contact.south.id}`))
    assert.lengthOf(others, 0)
    assert.containSubset(refused, {
      kind: 'refused',
      user_id: north.id,
      subject: 'records.show',
      table_name: 'crm_contacts',
      record_id: contact.south.id,
      details: { status: 404 },
    })
    const unknown = '0199a000-0000-7000-8000-000000000000'
    assert.deepEqual(await entriesOf(alpha.id, ask(`/crm/contacts/${unknown}`)), [])
    assert.equal(answers[0], answers[1], 'the page does not tell')
    assert.match(answers[0]!, /^404/)
    assert.deepEqual(await entriesOf(alpha.id, ask(`/crm/contacts/${contact.north.id}`)), [])
  })

  test('a record of another tenant looks as if it were not, in the log too', async ({ assert }) => {
    const beta = await TestTenant.create('Beta')
    const foreign = await beta.run(() => Contact.create({ firstName: 'Far' }))
    const visitor = new Visitor()
    await visitor.logIn('north@alpha.test')
    const entries = await entriesOf(alpha.id, () => visitor.get(`/crm/contacts/${foreign.id}`))
    assert.deepEqual(entries, [])
    assert.deepEqual(
      (await loggedEntries(beta.id)).filter(({ kind }) => kind === 'refused'),
      []
    )
  })

  test('what one may not do, and screens that one may not open', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.logIn('north@alpha.test')
    await visitor.get('/crm/contacts/new')
    const entries = await entriesOf(alpha.id, async () => {
      await visitor.post(`/crm/contacts/${contact.north.id}?_method=DELETE`)
      await visitor.get('/integrations/events')
      await visitor.get('/nowhere/at-all')
    })
    assert.deepEqual(
      entries.map(({ subject, table_name: table, details }) => [subject, table, details?.status]),
      [
        ['records.destroy', 'crm_contacts', 403],
        ['records.index', 'inbox_events', 404],
      ]
    )
  })

  test('what others write down is a part of the transaction', async ({ assert }) => {
    const write = () =>
      recordEvent({ kind: 'module_changed', subject: 'CRM', details: { to: 'on' } })
    const [entry] = await entriesOf(alpha.id, () => alpha.run(write))
    assert.containSubset(entry, { kind: 'module_changed', subject: 'CRM', details: { to: 'on' } })
    const lost = await entriesOf(alpha.id, () =>
      alpha
        .run(async () => {
          await write()
          throw new Error('on purpose')
        })
        .catch(() => {})
    )
    assert.deepEqual(lost, [])
  })
})
