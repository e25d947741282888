import { test } from '@japa/runner'
import { asOwner, emptyDatabase } from '#tests/support/tenants'
import { until } from '#tests/support/until'

const TABLES = `select oid::regclass::text as name from pg_class
  where relkind = 'r' and relnamespace in ('public'::regnamespace, 'identity'::regnamespace)`

const WAITING = `select from pg_locks where not granted and mode = 'ExclusiveLock'`

test('what still writes when the database is emptied gives way', async ({ assert }) => {
  await asOwner(async (writer) => {
    const { rows } = await writer.query<{ name: string }>(TABLES)
    const write = (table: string) => writer.query(`lock table ${table} in row exclusive mode`)
    await writer.query('begin')
    await write(rows.at(-1)!.name)
    const emptied = emptyDatabase()
    await until(
      'its turn',
      () => asOwner((owner) => owner.query(WAITING)),
      ({ rowCount }) => rowCount === 1
    )
    await assert.rejects(() => write(rows[0]!.name), 'deadlock detected')
    await writer.query('rollback')
    await emptied
  })
})
