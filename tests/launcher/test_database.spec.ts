import { test } from '@japa/runner'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { nodeFlags } from '../../launcher/console.mjs'
import { Checkout } from './support/checkout.ts'

test.group('The database of the tests', (group) => {
  const server = process.env.DATABASE_URL!
  const name = `precious_${randomBytes(4).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  let checkout: Checkout

  group.setup(async () => {
    const administrator = new pg.Client({ connectionString: server })
    await administrator.connect()
    await administrator.query(`create database ${name}`)
    checkout = await Checkout.make()
    return async () => {
      await checkout.remove()
      await administrator.query(`drop database ${name} with (force)`)
      await administrator.end()
    }
  })

  test('is dropped only where its name says that it is theirs', async ({ assert }) => {
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    await client.query('create table kept ()')
    await client.end()

    const env = { ...(process.env as Record<string, string>), DATABASE_URL: url.href }
    const command = [process.execPath, ...nodeFlags, 'bin/test.ts', 'unit', '--files', 'url']
    const { code, stdout, stderr } = await checkout.finish(command, { env })
    assert.equal(code, 1)
    assert.include(stdout + stderr, `The tests would drop the database "${name}".`)

    const again = new pg.Client({ connectionString: url.href })
    await again.connect()
    const { rowCount } = await again.query('select from kept')
    await again.end()
    assert.equal(rowCount, 0)
  })
})
