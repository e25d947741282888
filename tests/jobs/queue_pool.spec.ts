import { test } from '@japa/runner'
import { Outage } from '#app/jobs/outage'
import { QueuePool } from '#app/jobs/queue_pool'
import { administrator, credentials, owner } from './support/database.ts'
import { Proxy } from './support/proxy.ts'
import { Log } from './support/service.ts'

const database = credentials.of('runtime')

function openPool(port = database.port) {
  const log = new Log()
  return { log, pool: new QueuePool({ ...database, port }, 2, new Outage('PostgreSQL', log)) }
}

test.group('The pool of the queue', () => {
  test('a connection that breaks looks like one that was refused', async ({ assert, cleanup }) => {
    const { pool, log } = openPool()
    cleanup(() => pool.end())
    const sleeping = pool.query('select pg_sleep(10)').catch((error) => error)
    const asleep = `from pg_stat_activity where query = 'select pg_sleep(10)'`
    let hit = 0
    while (hit === 0) {
      const { rowCount } = await administrator.query(`select pg_terminate_backend(pid) ${asleep}`)
      hit = rowCount ?? 0
    }
    const error = await sleeping
    assert.equal(error.code, 'ECONNREFUSED')
    assert.match(error.message, /ECONNREFUSED.*terminating connection/)
    assert.lengthOf(log.lines, 1)
    await pool.query('select 1')
    assert.equal(log.lines[1], 'info Jobs: PostgreSQL is back')
  })

  test('a server that is away is told of once', async ({ assert, cleanup }) => {
    const proxy = new Proxy(database.host, database.port)
    await proxy.up()
    const { pool, log } = openPool(proxy.port)
    cleanup(async () => {
      await pool.end()
      await proxy.down()
    })
    await pool.query('select 1')
    assert.isTrue(await pool.isReachable())
    await proxy.down()
    for (let tries = 0; tries < 3; tries++) {
      const error = await pool.query('select 1').catch((reason) => reason)
      assert.equal(error.code, 'ECONNREFUSED')
    }
    assert.isFalse(await pool.isReachable())
    assert.lengthOf(log.lines, 1)
  })

  test('an attempt that failed while the server was away does not tell of it again', async ({
    assert,
    cleanup,
  }) => {
    const proxy = new Proxy(database.host, database.port)
    await proxy.up()
    await proxy.down()
    const { pool, log } = openPool(proxy.port)
    cleanup(async () => {
      await pool.end()
      await proxy.down()
    })
    const attempt = pool.connect().catch((error) => error)
    await pool.query('select 1').catch(() => {})
    await proxy.up()
    await pool.query('select 1')
    assert.equal((await attempt).code, 'ECONNREFUSED')
    assert.lengthOf(log.lines, 2)
    assert.match(log.lines[0], /^warn Jobs: PostgreSQL cannot be reached/)
    assert.equal(log.lines[1], 'info Jobs: PostgreSQL is back')
  })

  test('a deadlock is tried again, other errors are not', async ({ assert, cleanup }) => {
    const { pool } = openPool()
    await owner.query(`
      create sequence public.tries;
      grant usage, select on sequence public.tries to public;
      create function public.deadlock(times int, code text) returns bigint language plpgsql as $$
      declare try bigint := nextval('public.tries');
      begin
        if try <= times then raise exception 'no' using errcode = code; end if;
        return try;
      end $$;`)
    cleanup(async () => {
      await pool.end()
      await owner.query('drop function public.deadlock; drop sequence public.tries')
    })
    const { rows } = await pool.query(`select public.deadlock(3, '40P01') as tries`)
    assert.deepEqual(rows, [{ tries: '4' }])
    await assert.rejects(() => pool.query(`select public.deadlock(99, '23505')`), 'no')
    const after = await owner.query('select last_value from public.tries')
    assert.equal(after.rows[0].last_value, '5')
  })
})
