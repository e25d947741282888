import { test } from '@japa/runner'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import ace from '@adonisjs/core/services/ace'
import hash from '@adonisjs/core/services/hash'
import { nodeFlags } from '../../launcher/console.mjs'
import { demoUsers } from '#app/http/demo_accounts'
import { seedDemo, type DemoWebhook } from '#app/modules/demo'
import { fillLoadData } from '#app/modules/load_data'
import { Registry } from '#app/modules/registry'
import { asOwner, emptyDatabase } from '#tests/support/tenants'

const seed = () =>
  asOwner((owner) =>
    seedDemo({
      owner,
      modules: Registry.current.modules,
      appUrl: 'http://127.0.0.1:3333',
      hashPassword: () => hash.make('tatami-demo'),
      report: () => {},
    })
  )

async function rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(async (owner) => (await owner.query(sql, values)).rows as Row[])
}

async function numberOf(table: string, where = 'true'): Promise<number> {
  const [row] = await rows<{ number: number }>(
    `select count(*)::int as number from ${table} t where ${where}`
  )
  return row!.number
}

const ofTenant = (name: string) => `tenant_id = (select id from tenants where name = '${name}')`

test.group('Demo | data', (group) => {
  let webhooks: DemoWebhook[]

  group.setup(async () => {
    await emptyDatabase()
    webhooks = await seed()
    return emptyDatabase
  })

  test('has the users that the log-in page offers, with their rights', async ({ assert }) => {
    const users = await rows<{ email: string; password: string; admin: boolean }>(
      'select email, password, is_platform_administrator as admin from identity.users'
    )
    assert.sameMembers(
      users.map(({ email }) => email),
      demoUsers.map(({ email }) => email)
    )
    assert.isTrue(await hash.verify(users[0]!.password, 'tatami-demo'))
    assert.deepEqual(
      users.filter(({ admin }) => admin).map(({ email }) => email),
      ['admin@demo.test']
    )
    const rights = await rows(
      `select m.email, m.all_locations as all, g.group_name as group, l.name as location
       from memberships m left join membership_groups g on g.tenant_id = m.tenant_id and g.user_id = m.id
       left join membership_locations ml on ml.tenant_id = m.tenant_id and ml.user_id = m.id
       left join locations l on l.tenant_id = ml.tenant_id and l.id = ml.location_id order by m.email`
    )
    const right = (email: string, name: string, location: string | null, all = !location) => ({
      email: `${email}@demo.test`,
      all,
      group: name,
      location,
    })
    assert.deepEqual(rights, [
      right('admin', 'base.administrator', null),
      right('manager', 'base.manager', null),
      right('north', 'base.location_manager', 'North'),
      right('other', 'base.administrator', null),
      right('portal', 'base.portal', 'North'),
      right('sales', 'crm.representative', 'North'),
      right('south', 'base.location_manager', 'South'),
      right('support', 'base.support', null),
      right('team', 'base.team_manager', 'North'),
    ])
  })

  test('has enough contacts and companies in both locations', async ({ assert }) => {
    assert.isAtLeast(await numberOf('crm_contacts', ofTenant('Demo')), 240)
    assert.isAtLeast(await numberOf('crm_companies', ofTenant('Demo')), 40)
    for (const location of ['North', 'South']) {
      const here = `location_id = (select id from locations where name = '${location}')`
      assert.isAtLeast(await numberOf('crm_contacts', here), 100)
      assert.isAtLeast(await numberOf('crm_companies', here), 15)
    }
    assert.isAtLeast(await numberOf('crm_contacts', ofTenant('Other')), 10)
  })

  test('has activities of every type for its people, some of them late', async ({ assert }) => {
    const planned = await rows<{ types: number; late: number; people: number }>(
      `select count(distinct type_id)::int as types, count(distinct user_id)::int as people,
         count(*) filter (where due_on < now()::date)::int as late
       from activities where done_at is null and ${ofTenant('Demo')}`
    )
    assert.equal(planned[0]!.types, 4)
    assert.isAtLeast(planned[0]!.late, 3)
    assert.isAtLeast(planned[0]!.people, 5)
    const elsewhere = await numberOf(
      `(select a.id from activities a join crm_deals d on d.id = a.record_id
        where a.location_id is distinct from d.location_id)`
    )
    assert.equal(elsewhere, 0)
  })

  test('shows both tenants nothing of the other', async ({ assert }) => {
    for (const [table, name] of [
      ['crm_contacts', 'name'],
      ['crm_companies', 'name'],
    ]) {
      const shared = await numberOf(
        `(select ${name} from ${table} where ${ofTenant('Demo')}
          intersect select ${name} from ${table} where ${ofTenant('Other')})`
      )
      assert.equal(shared, 0, table)
    }
  })

  test('reaches nobody: reserved domains and numbers only', async ({ assert }) => {
    const contacts = await rows<{ email: string | null; phone: string | null }>(
      `select email, phone from crm_contacts union all select email, phone from crm_companies
       union all select null, mobile from crm_contacts`
    )
    const fictional = [
      /^\+44(207946|161496|113496|131496)0\d{3}$/,
      /^\+447700900\d{3}$/,
      /^\+1\d{3}55501\d\d$/,
      /^\+49(3023125|4066969|8999998|6990009)\d{3}$/,
    ]
    for (const { email, phone } of contacts) {
      if (email) assert.match(email, /^[a-z0-9.-]+@[a-z0-9.-]+\.(example|test)$/)
      if (phone) {
        assert.isTrue(
          fictional.some((range) => range.test(phone)),
          phone
        )
      }
    }
  })

  test('links only what belongs together', async ({ assert }) => {
    const strayed = await numberOf(
      'crm_contacts',
      `exists (select from crm_companies c where c.id = t.company_id
        and c.location_id is distinct from t.location_id)`
    )
    assert.equal(strayed, 0)
    assert.equal(await numberOf('crm_contacts', 'created_at > now()'), 0)
    assert.isAtLeast(await numberOf('crm_contact_tags'), 100)
  })

  test('tells the address of the webhook of each location', async ({ assert }) => {
    const connections = await rows(
      `select l.name as location, 'http://127.0.0.1:3333' || c.address as url
       from integrations_connections c join locations l on l.id = c.location_id
       where c.external_id = 'loc_demo_' || lower(l.name) order by 1`
    )
    assert.lengthOf(connections, 2)
    assert.deepEqual(webhooks as unknown[], connections)
  })

  test('seeding again changes nothing', async ({ assert }) => {
    const tables = await rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('public', 'identity') order by 1`
    )
    const content = () =>
      Promise.all(
        tables.map(async ({ name }) => [
          name,
          await rows(`select md5(string_agg(t::text, '|' order by t::text)) from ${name} t`),
        ])
      )
    const before = await content()
    assert.deepEqual(await seed(), webhooks)
    assert.deepEqual(await content(), before)
  })

  test('keeps what people have changed', async ({ assert }) => {
    await rows(`update tenants set name = 'Renamed' where name = 'Demo'`)
    await rows(`update identity.users set password = 'mine' where email = 'north@demo.test'`)
    const before = await numberOf('crm_contacts')
    await seed()
    assert.equal(await numberOf('tenants'), 2)
    assert.equal(await numberOf('crm_contacts'), before)
    assert.equal(await numberOf('identity.users', `password = 'mine'`), 1)
  })
})

test.group('Demo | commands', (group) => {
  group.each.setup(() => {
    const embedded = process.env.TATAMI_EMBEDDED
    delete process.env.TATAMI_EMBEDDED
    ace.ui.switchMode('raw')
    return () => {
      ace.ui.switchMode('normal')
      if (embedded !== undefined) process.env.TATAMI_EMBEDDED = embedded
    }
  })

  test('{$self} refuses a database that is not embedded')
    .with(['demo:seed', 'demo:fill'])
    .run(async ({ assert }, name) => {
      const command = await ace.exec(name, [])
      assert.equal(command.exitCode, 1)
      assert.match(command.ui.logger.getLogs()[0]!.message, /only in the embedded database/)
      assert.equal(await numberOf('tenants'), 0)
    })
})

test.group('Demo | output', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    return emptyDatabase
  })

  test('one line of JSON for the launcher; all else goes to stderr', async ({ assert }) => {
    const env = { ...process.env, TATAMI_EMBEDDED: '1' }
    const command = promisify(execFile)
    const args = [...nodeFlags, 'bin/console.ts', 'demo:seed']
    const { stdout, stderr } = await command(process.execPath, args, { env })
    assert.match(stdout, /^\{.*\}\n$/)
    const { logins, webhooks } = JSON.parse(stdout)
    assert.deepEqual(logins[0], { ...demoUsers[0], password: 'tatami-demo' })
    assert.lengthOf(logins, demoUsers.length)
    assert.deepEqual(
      webhooks.map(({ location }: DemoWebhook) => location),
      ['North', 'South']
    )
    assert.match(webhooks[0].url, /^http:\/\/.*\/hooks\/ghl\/[\w-]{22}$/)
    assert.include(stderr, 'Demo: CRM')
  })
})

test.group('Load data', (group) => {
  group.setup(async () => {
    await emptyDatabase()
    return emptyDatabase
  })

  const fill = (contacts: number, tenants: number) =>
    asOwner((owner) =>
      fillLoadData({
        owner,
        modules: Registry.current.modules,
        wish: { contacts, tenants, locations: 10, skew: false },
        passwordHash: 'secret',
        report: () => {},
      })
    )

  test('makes tenants with contacts, by shares, and users for them', async ({ assert }) => {
    assert.equal(await fill(8000, 2), 1)
    assert.equal(await numberOf('crm_contacts', ofTenant('Load 1')), 4000)
    assert.equal(await numberOf('crm_contacts', ofTenant('Load 2')), 4000)
    const reach = await rows<{ email: string; number: number }>(
      `select m.email, count(c.id)::int as number from memberships m
       join membership_locations ml on ml.tenant_id = m.tenant_id and ml.user_id = m.id
       left join crm_contacts c on c.tenant_id = ml.tenant_id and c.location_id = ml.location_id
       where m.email like '%@load1.test' group by 1`
    )
    const numbers = Object.fromEntries(reach.map(({ email, number }) => [email, number]))
    assert.closeTo(numbers['third@load1.test']!, 1200, 5)
    assert.closeTo(numbers['tenth@load1.test']!, 432, 5)
    assert.closeTo(numbers['rare@load1.test']!, 2, 1)
    assert.equal(await numberOf('memberships', `all_locations and email = 'admin@load2.test'`), 1)
    assert.closeTo(await numberOf('crm_companies'), 1600, 20)
    assert.isAbove(await numberOf('crm_contact_tags'), 3000)
  })

  test('adds more tenants when run again, and leaves no table behind', async ({ assert }) => {
    assert.equal(await fill(10, 1), 3)
    assert.equal(await numberOf('crm_contacts', ofTenant('Load 3')), 10)
    assert.equal(await numberOf('pg_tables', `tablename like 'load%'`), 0)
  })
})
