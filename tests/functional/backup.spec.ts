import { test } from '@japa/runner'
import pg from 'pg'
import { credentials } from '#config/database'
import type { DatabaseCredentials, Role } from '#app/identity/credentials'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { withEmptyDatabase } from '#tests/support/empty_database'
import { Contact } from '#modules/crm/models/contact'

/** Tables of Tatami, whatever their schema. */
const TABLES = `select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname !~ '^pg_' and schemaname <> 'information_schema' order by 1`

async function as<T>(of: DatabaseCredentials, role: Role, work: (client: pg.Client) => Promise<T>) {
  const client = new pg.Client(of.of(role))
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function numbers(client: pg.Client) {
  const { rows } = await client.query<{ name: string }>(TABLES)
  const counts: Record<string, number> = {}
  for (const { name } of rows) {
    const { rows: counted } = await client.query(`select count(*)::int as count from ${name}`)
    counts[name] = counted[0].count
  }
  return counts
}

test.group('Backup', (group) => {
  group.each.setup(emptyDatabase)

  test('reads every row of every table, and writes none', async ({ assert }) => {
    for (const name of ['Alpha', 'Beta']) {
      const tenant = await TestTenant.create(name)
      await tenant.user(`${name.toLowerCase()}@backup.test`, ['base.manager'])
      await tenant.run(() => Contact.create({ firstName: 'Ada' }))
    }
    const there = await as(credentials, 'owner', numbers)
    assert.equal(there['public.crm_contacts'], 2)
    await as(credentials, 'backup', async (client) => {
      assert.deepEqual(await numbers(client), there)
      await assert.rejects(() => client.query('delete from crm_contacts'), /permission denied/)
    })
  })

  test('is restored where only the roles are', async ({ assert }) => {
    await withEmptyDatabase('restore', async ({ setup, credentials: own }) => {
      await setup.makeRoles()
      await as(own, 'owner', async (client) => {
        assert.deepEqual(await numbers(client), {})
        const { rows } = await client.query(`select extname from pg_extension order by 1`)
        assert.deepEqual(
          rows.map(({ extname }) => extname),
          ['btree_gin', 'pg_trgm', 'plpgsql']
        )
      })
      assert.deepEqual(await setup.run([], () => {}), [])
    })
  })
})
