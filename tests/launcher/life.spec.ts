import { test } from '@japa/runner'
import { statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { Checkout, machineNode } from './support/checkout.ts'
import { processesIn, processesLeftIn } from './support/processes.ts'

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

test.group('npm start', (group) => {
  let checkout: Checkout
  group.each.setup(async () => {
    checkout = await Checkout.make()
    return () => checkout.remove()
  })

  test('serves, is stopped, starts again, is killed, and keeps everything', async ({ assert }) => {
    const first = await checkout.start({ command: ['npm', 'start'] })
    assert.match(first.stdout, /✓ Starting PostgreSQL/)
    assert.match(first.stdout, /✓ Filling in the demo data/)
    assert.match(first.stdout, /Log in with the password tatami-demo as/)
    assert.match(first.stdout, /north@demo\.test +Location manager, North/)
    assert.match(first.stdout, /North +http:\/\/127\.0\.0\.1:\d+\/hooks\/ghl\//)
    assert.equal((await fetch(`${checkout.url}/login`)).status, 200)
    assert.equal(statSync(join(checkout.storage, 'app.key')).mode & 0o777, 0o600)
    assert.equal(statSync(join(checkout.storage, 'postgresql/password')).mode & 0o777, 0o600)

    const again = await checkout.finish([machineNode, 'start.mjs'])
    assert.equal(again.code, 1)
    assert.match(
      again.stderr,
      /^Tatami already runs from this checkout, at http:\S+ \(process \d+\)\.\n$/
    )

    const address = await databaseOf(checkout)
    await query(address, 'create table public.kept as select 42 as answer')
    process.kill(-first.process.pid!, 'SIGINT')
    await first.ended
    assert.match(first.stdout, /Stopping …\n$/)
    assert.deepEqual(await processesLeftIn(checkout.root), [])

    const began = performance.now()
    const second = await checkout.start()
    assert.isBelow(performance.now() - began, 15_000)
    assert.deepEqual(await query(address, 'select answer from public.kept'), [{ answer: 42 }])

    second.process.kill('SIGKILL')
    await second.ended
    const isServer = ({ command }: { command: string }) => command.includes('bin/server.ts')
    for (let tries = 0; processesIn(checkout.root).some(isServer) && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    assert.isFalse(processesIn(checkout.root).some(isServer), 'the server outlives its launcher')

    const third = await checkout.start()
    assert.match(third.stdout, /PostgreSQL, which was running already/)
    assert.deepEqual(await query(address, 'select answer from public.kept'), [{ answer: 42 }])
    third.process.kill('SIGTERM')
    assert.equal(await third.ended, 0)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  }).timeout(90_000)

  test('starts again at once after the launcher was killed', async ({ assert }) => {
    const first = await checkout.start()
    first.process.kill('SIGKILL')
    const second = await checkout.start()
    assert.equal((await fetch(`${checkout.url}/login`)).status, 200)
    second.process.kill('SIGINT')
    assert.equal(await second.ended, 0)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })

  test('can be stopped before it serves', async ({ assert }) => {
    const run = checkout.run([machineNode, 'start.mjs'])
    await checkout.untilPrinted(run, '✓ Starting PostgreSQL')
    run.process.kill('SIGINT')
    assert.equal(await run.ended, 130)
    assert.equal(run.stderr, '')
    assert.deepEqual(await processesLeftIn(checkout.root, 5000), [])
  })

  test('says why when the server ends by itself, and leaves nothing', async ({ assert }) => {
    const run = await checkout.start()
    const server = processesIn(checkout.root).find(({ command }) =>
      command.includes('bin/server.ts')
    )
    process.kill(server!.pid, 'SIGKILL')
    assert.equal(await run.ended, 1)
    assert.match(run.stderr, /^The server ended by itself \(signal SIGKILL\)\.\n$/)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
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
