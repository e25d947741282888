import { test } from '@japa/runner'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { findFreePort } from '../../launcher/ports.mjs'
import { assertNewEnough } from '../../launcher/database_url.mjs'
import { Checkout, machineNode } from './support/checkout.ts'
import { processesLeftIn } from './support/processes.ts'

const server = process.env.DATABASE_URL!

function changed(change: (url: URL) => void) {
  const url = new URL(server)
  change(url)
  return url.href
}

test.group('DATABASE_URL', (group) => {
  let checkout: Checkout
  group.setup(async () => {
    checkout = await Checkout.make()
    return () => checkout.remove()
  })

  const { host } = new URL(server)
  const wrong = [
    {
      title: 'password',
      url: async () => changed((url) => (url.password = 'wrong')),
      says: `${host} refuses the user postgres or the password (password authentication failed for user "postgres").`,
    },
    {
      title: 'database',
      url: async () => changed((url) => (url.pathname = '/nowhere')),
      says: `there is no database nowhere at ${host}. Create it: createdb -h 127.0.0.1 nowhere`,
    },
    {
      title: 'port',
      url: async () => {
        const port = await findFreePort()
        return changed((url) => (url.port = String(port)))
      },
      says: /^no PostgreSQL answers at 127\.0\.0\.1:\d+ \(connection refused\)\.$/,
    },
    {
      title: 'host',
      url: async () => changed((url) => (url.hostname = 'db.invalid')),
      says: 'the host db.invalid is not known.',
    },
  ]

  test('of a server that is too old is refused', ({ assert }) => {
    assert.throws(
      () => assertNewEnough(140_018),
      'DATABASE_URL: the server is PostgreSQL 14; Tatami needs 15 or newer.'
    )
    assertNewEnough(150_000)
    assertNewEnough(180_004)
  })

  test('is checked by node ace setup as well', async ({ assert }) => {
    const env = { DATABASE_URL: changed((url) => (url.pathname = '/nowhere')) }
    const { code, stderr } = await checkout.finish([machineNode, 'ace.js', 'setup'], { env })
    assert.equal(code, 1)
    assert.match(stderr, /^DATABASE_URL: there is no database nowhere at .*\n$/)
  })

  test('with a wrong {title} is one line')
    .with(wrong)
    .run(async ({ assert }, { url, says }) => {
      const env = { DATABASE_URL: await url() }
      const { code, stderr } = await checkout.finish([machineNode, 'start.mjs'], { env })
      assert.equal(code, 1)
      const [line, ...others] = stderr.trim().split('\n')
      assert.deepEqual(others, [])
      assert.isTrue(line.startsWith('DATABASE_URL: '), line)
      const text = line.slice('DATABASE_URL: '.length)
      if (typeof says === 'string') assert.equal(text, says)
      else assert.match(text, says)
    })

  test('of a server of one’s own is used, and gets no demo', async ({ assert, cleanup }) => {
    const name = `launcher_${randomBytes(4).toString('hex')}`
    const administrator = new pg.Client({ connectionString: server })
    await administrator.connect()
    await administrator.query(`create database ${name}`)
    cleanup(async () => {
      await administrator.query(`drop database ${name} with (force)`)
      for (const role of ['owner', 'runtime', 'identity', 'backup']) {
        await administrator.query(`drop role if exists ${name}_${role}`)
      }
      await administrator.end()
    })

    const url = changed((address) => (address.pathname = `/${name}`))
    const run = await checkout.start({ env: { DATABASE_URL: url } })
    assert.match(run.stdout, /✓ Connecting to PostgreSQL/)
    assert.notMatch(run.stdout, /demo/i)
    assert.equal((await fetch(`${checkout.url}/login`)).status, 200)
    assert.isFalse(existsSync(join(checkout.storage, 'postgresql')))

    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select count(*)::int as users from identity.users')
    await client.end()
    assert.deepEqual(rows, [{ users: 0 }])

    run.process.kill('SIGTERM')
    assert.equal(await run.ended, 0)
    assert.deepEqual(await processesLeftIn(checkout.root), [])
  })
})
