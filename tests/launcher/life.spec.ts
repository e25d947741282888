import { test } from '@japa/runner'
import { statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { Checkout, machineNode } from './support/checkout.ts'
import { PATIENCE, processesIn, processesLeftIn } from './support/processes.ts'
import { until } from '#tests/support/until'

/** The demo's address for psql, as an administrator would ask for it. */
async function databaseOf(checkout: Checkout) {
  const { stdout } = await checkout.finish([machineNode, 'ace.js', 'db:url', '--role', 'owner'])
  return stdout.trim().split('\n').at(-1)!
}

async function query(connectionString: string, sql: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query(sql)
    return rows
  } finally {
    await client.end()
  }
}

const isServer = ({ command }: { command: string }) => command.includes('bin/server.ts')

/** The tests of this group go on where the one before has stopped. */
test.group('npm start', (group) => {
  let checkout: Checkout
  group.setup(async () => {
    checkout = await Checkout.make()
    return () => checkout.remove()
  })

  test('names a port that is taken, before anything else', async ({ assert, cleanup }) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(checkout.port, '127.0.0.1', resolve))
    cleanup(() => void other.close())

    const { code, stdout, stderr } = await checkout.finish([machineNode, 'start.mjs'])
    assert.equal(code, 1)
    assert.equal(stdout, '')
    const line = `Port ${checkout.port} on 127.0.0.1 is taken by another program. Choose another: PORT=${checkout.port + 1} npm start\n`
    assert.equal(stderr, line)
  })

  test('can be stopped before it serves', async ({ assert }) => {
    const run = checkout.run([machineNode, 'start.mjs'])
    await checkout.untilPrinted(run, '✓ Starting PostgreSQL')
    run.process.kill('SIGINT')
    assert.equal(await run.ended, 130)
    assert.equal(run.stderr, '')
    assert.deepEqual(await processesLeftIn(checkout.root, PATIENCE), [])
  })

  test('shows its steps, serves, and is stopped by Ctrl+C', async ({ assert }) => {
    const run = await checkout.start({ command: ['npm', 'start'] })
    assert.match(run.stdout, /✓ Starting PostgreSQL/)
    assert.match(run.stdout, /✓ Filling in the demo data/)
    assert.match(run.stdout, /Log in with the password tatami-demo as/)
    assert.match(run.stdout, /north@demo\.test +Location manager, North/)
    assert.match(run.stdout, /North +http:\/\/127\.0\.0\.1:\d+\/hooks\/ghl\//)
    assert.equal((await fetch(`${checkout.url}/login`)).status, 200)
    assert.equal(statSync(join(checkout.storage, 'app.key')).mode & 0o777, 0o600)
    assert.equal(statSync(join(checkout.storage, 'postgresql/password')).mode & 0o777, 0o600)
    await query(await databaseOf(checkout), 'create table public.kept as select 42 as answer')

    const again = await checkout.finish([machineNode, 'start.mjs'])
    assert.equal(again.code, 1)
    const line = /^Tatami already runs from this checkout, at http:\S+ \(process \d+\)\.\n$/
    assert.match(again.stderr, line)

    process.kill(-run.process.pid!, 'SIGINT')
    await run.ended
    assert.match(run.stdout, /Stopping …\n$/)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })

  test('has all data the next time', async ({ assert }) => {
    const run = await checkout.start({ command: ['npm', 'start'] })
    const rows = await query(await databaseOf(checkout), 'select answer from public.kept')
    assert.deepEqual(rows, [{ answer: 42 }])

    run.process.kill('SIGTERM')
    await run.ended
    assert.match(run.stdout, /Stopping …\n$/)
    assert.deepEqual(await processesLeftIn(checkout.root, PATIENCE), [])
  })

  test('takes the server along when it is killed, and recovers', async ({ assert }) => {
    const killed = await checkout.start()
    killed.process.kill('SIGKILL')
    await killed.ended
    await until(
      'the end of the server',
      () => processesIn(checkout.root),
      (left) => !left.some(isServer)
    )

    const next = await checkout.start()
    assert.match(next.stdout, /PostgreSQL, which was running already/)
    const rows = await query(await databaseOf(checkout), 'select answer from public.kept')
    assert.deepEqual(rows, [{ answer: 42 }])

    next.process.kill('SIGKILL')
    const atOnce = await checkout.start()
    assert.equal((await fetch(`${checkout.url}/login`)).status, 200)
    atOnce.process.kill('SIGINT')
    assert.equal(await atOnce.ended, 0)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })

  test('says why when the server ends by itself, and leaves nothing', async ({ assert }) => {
    const run = await checkout.start()
    process.kill(processesIn(checkout.root).find(isServer)!.pid, 'SIGKILL')
    assert.equal(await run.ended, 1)
    assert.match(run.stderr, /^The server ended by itself \(signal SIGKILL\)\.\n$/)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })
})

test.group('Two checkouts', (group) => {
  let checkouts: Checkout[] = []
  group.each.setup(async () => {
    checkouts = [await Checkout.make(), await Checkout.make()]
    return async () => {
      for (const checkout of checkouts) await checkout.remove()
    }
  })

  test('run side by side with databases of their own', async ({ assert }) => {
    const runs = await Promise.all(checkouts.map((checkout) => checkout.start()))
    const [first, second] = await Promise.all(checkouts.map(databaseOf))
    assert.notEqual(new URL(first).port, new URL(second).port)
    await query(first, 'create table public.first_only as select 1')
    const [{ found }] = await query(second, "select to_regclass('public.first_only') as found")
    assert.isNull(found)

    runs[0].process.kill('SIGTERM')
    assert.equal(await runs[0].ended, 0)
    assert.equal((await fetch(`${checkouts[1].url}/login`)).status, 200)
    runs[1].process.kill('SIGTERM')
    assert.equal(await runs[1].ended, 0)
  })
})
