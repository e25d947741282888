import { test } from '@japa/runner'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import app from '@adonisjs/core/services/app'
import pg from 'pg'
import { EmbeddedPostgres, removeCluster } from '../../launcher/postgres.mjs'
import { isAlive } from '../../launcher/processes.mjs'

test.group('The embedded PostgreSQL', (group) => {
  let directory: string
  group.each.setup(() => {
    const scratch = process.env.TATAMI_SCRATCH ?? tmpdir()
    directory = join(scratch, randomBytes(4).toString('hex'), 'postgresql')
    mkdirSync(directory, { recursive: true })
    return async () => {
      await removeCluster(directory)
      rmSync(join(directory, '..'), { recursive: true, force: true })
    }
  })

  const open = () =>
    new EmbeddedPostgres({
      root: app.makePath(),
      directory,
      log: join(directory, '..', 'postgresql.log'),
      durable: false,
    })

  async function ask(connectionString: string, sql: string) {
    const client = new pg.Client({ connectionString })
    await client.connect()
    const { rows } = await client.query(sql)
    await client.end()
    return rows
  }

  const serverPid = () => {
    const path = join(directory, 'data/postmaster.pid')
    return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : 0
  }

  function listen(port: number) {
    const server = createServer()
    return new Promise<Server>((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve(server))
    })
  }

  test('sorts alike on every machine, and takes a password only', async ({ assert }) => {
    const postgres = open()
    const { url } = await postgres.start()
    const [row] = await ask(
      url,
      `select datlocprovider as provider, datlocale as locale, current_setting('timezone') as zone,
        current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
        current_setting('unix_socket_directories') as sockets
      from pg_database where datname = current_database()`
    )
    assert.deepEqual(row, {
      provider: 'b',
      locale: 'C.UTF-8',
      zone: 'UTC',
      addresses: '127.0.0.1',
      encoding: 'UTF8',
      sockets: '',
    })
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await assert.rejects(() => ask(wrong.href, 'select 1'), /password authentication failed/)
    await postgres.stop()
  })

  test('makes its data again after the first try was killed', async ({ assert }) => {
    mkdirSync(join(directory, 'data.0badc0de/base'), { recursive: true })
    writeFileSync(join(directory, 'data.0badc0de/PG_VERSION'), '18\n')
    const postgres = open()
    const { created } = await postgres.start()
    assert.isTrue(created)
    assert.isFalse(existsSync(join(directory, 'data.0badc0de')))
    await postgres.stop()
  })

  test('starts over the note of a server that is gone', async ({ assert, cleanup }) => {
    const postgres = open()
    const { url } = await postgres.start()
    await ask(url, 'create table kept as select 1')
    await ask(url, 'checkpoint')
    const pid = serverPid()
    const note = readFileSync(join(directory, 'data/postmaster.pid'), 'utf8')
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20))
    await postgres.stop()

    const stranger = spawn('sleep', ['60'])
    cleanup(() => void stranger.kill('SIGKILL'))
    const livingStranger = note.replace(/^\d+/, String(stranger.pid))
    writeFileSync(join(directory, 'data/postmaster.pid'), livingStranger)
    const { adopted, url: later } = await postgres.start()
    assert.isFalse(adopted)
    assert.lengthOf(await ask(later, 'select * from kept'), 1)
    assert.isTrue(isAlive(stranger.pid!))
    await postgres.stop()
  })

  test('keeps its port, and takes another when that is taken', async ({ assert, cleanup }) => {
    const postgres = open()
    const first = await postgres.start()
    await postgres.stop()
    const second = await postgres.start()
    assert.equal(second.url, first.url)
    await postgres.stop()

    const taken = await listen(Number(new URL(first.url).port))
    cleanup(() => void taken.close())
    const third = await postgres.start()
    assert.notEqual(new URL(third.url).port, new URL(first.url).port)
    assert.lengthOf(await ask(third.url, 'select 1'), 1)
    await postgres.stop()
  })

  test('is started once by two that want it at the same time', async ({ assert }) => {
    const [first, second] = [open(), open()]
    const [one, two] = await Promise.all([first.start(), second.start()])
    assert.equal(one.url, two.url)
    assert.notEqual(one.adopted, two.adopted)
    const pid = serverPid()
    await first.stop()
    await second.stop()
    assert.isFalse(isAlive(pid))
  })

  test('stays while another process uses it', async ({ assert }) => {
    const postgres = open()
    await postgres.start()
    const pid = serverPid()
    const other = join(directory, 'holders', String(process.ppid))
    writeFileSync(other, '')
    await postgres.stop()
    assert.isTrue(isAlive(pid))

    rmSync(other)
    await postgres.start()
    await postgres.stop()
    assert.isFalse(isAlive(pid))
  })
})
