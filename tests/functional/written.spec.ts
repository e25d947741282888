import { test } from '@japa/runner'
import pg from 'pg'
import { credentials } from '#config/database'
import { Listener } from '#app/environment/listener'
import { beginStatement } from '#app/environment/scope'
import { counts, hearOfWrites, offers } from '#app/models/answer_cache'
import { Contact } from '#modules/crm/models/contact'
import { TcpProxy } from '#tests/support/tcp_proxy'
import { asOwner, emptyDatabase, TestTenant } from '#tests/support/tenants'
import { until } from '#tests/support/until'
import { Visitor } from '#tests/support/visitor'

const NAME = 'listener of a test'

/** Inserts a contact over a connection of its own, as another process would. */
async function elsewhere(tenant: TestTenant, end: 'commit' | 'rollback') {
  const client = new pg.Client(credentials.of('runtime'))
  await client.connect()
  await client.query(beginStatement({ tenantId: tenant.id, userId: null, locationIds: null }))
  await client.query(`insert into crm_contacts (first_name) values ('Elsewhere')`)
  await client.query(end)
  await client.end()
}

const listeners = async () => {
  const { rows } = await asOwner((owner) =>
    owner.query<{ pid: number }>('select pid from pg_stat_activity where application_name = $1', [
      NAME,
    ])
  )
  return rows.map(({ pid }) => pid)
}

test.group('What other processes write', (group) => {
  let alpha: TestTenant
  let manager: Visitor
  let listener: Listener
  let proxy: TcpProxy
  const shows = async (number: number) =>
    (await manager.get('/')).text.includes(`>${number} contact`)
  const showsSoon = (number: number) =>
    until(
      `${number} contacts`,
      () => shows(number),
      (isShown) => isShown
    )

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.run(() => Contact.create({ firstName: 'First' }))
    manager = new Visitor()
    await manager.logIn('mia@alpha.test')
    const database = credentials.of('identity')
    proxy = await TcpProxy.to(database.host, database.port)
    listener = new Listener({ ...database, port: proxy.port, application_name: NAME })
    hearOfWrites(listener)
    await listener.start()
    return async () => {
      await listener.close()
      await proxy.close()
    }
  })

  test('shows at once, long before its answers would be forgotten', async ({ assert }) => {
    assert.isTrue(await shows(1))
    await elsewhere(alpha, 'commit')
    await showsSoon(2)
  })

  test('shows when it was the owner, who names no tenant', async ({ assert }) => {
    assert.isTrue(await shows(2))
    await asOwner((owner) =>
      owner.query(`insert into crm_contacts (tenant_id, first_name) values ($1, 'Owner')`, [
        alpha.id,
      ])
    )
    await showsSoon(3)
  })

  test('is told once for a table and a transaction, and not when it is undone', async ({
    assert,
  }) => {
    const heard: string[] = []
    const client = new pg.Client(credentials.of('identity'))
    await client.connect()
    client.on('notification', ({ payload }) => heard.push(payload!))
    await client.query('listen tatami_written')
    await alpha.run(async () => {
      for (const firstName of ['One', 'Two', 'Three']) await Contact.create({ firstName })
    })
    await elsewhere(alpha, 'rollback')
    await asOwner((owner) => owner.query('update base_tags set name = name'))
    await until(
      'two messages',
      () => heard.length,
      (count) => count > 1
    )
    await client.end()
    assert.deepEqual(heard, [`${alpha.id} crm_contacts`, '* base_tags'])
  })

  test('is not missed while the connection is away', async ({ assert }) => {
    await showsSoon(6)
    const [pid] = await listeners()
    proxy.mode = 'closed'
    await until('its end', listeners, ({ length }) => length === 0)
    await elsewhere(alpha, 'commit')
    assert.isTrue(await shows(6), 'the number is still remembered')
    proxy.mode = 'open'
    await showsSoon(7)
    assert.notDeepEqual(await listeners(), [pid])
    await elsewhere(alpha, 'commit')
    await showsSoon(8)
  })

  test('is not covered by an answer that was asked for before', ({ assert }) => {
    const scope = { tenantId: alpha.id, userId: null, locationIds: null }
    const ask = () => counts.ask(scope, 'crm_contacts', { text: 'select 1' })
    const before = ask()
    counts.forget(alpha.id, 'crm_contacts')
    before.remember(1)
    assert.isUndefined(ask().known)
    ask().remember(2)
    assert.equal(ask().known, 2)
    counts.forget(null, 'crm_companies')
    assert.equal(ask().known, 2)
    counts.forget(null, 'crm_contacts')
    assert.isUndefined(ask().known)
    offers.clear()
  })
})
