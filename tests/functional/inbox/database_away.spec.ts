import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { nodeFlags } from '../../../launcher/console.mjs'
import { findFreePort } from '../../../launcher/ports.mjs'
import { credentials } from '#config/database'
import { GhlHouse } from '#tests/support/ghl/house'
import { FakeGoHighLevel, post } from '#tests/support/ghl/sender'
import { sign } from '#tests/support/ghl/signing'
import { TcpProxy } from '#tests/support/tcp_proxy'

/** A web process of its own, whose database lies behind a proxy. */
class Server {
  readonly proxy: TcpProxy
  readonly url: string
  #port: number
  #process: ChildProcess | undefined

  static async start(): Promise<Server> {
    const { host, port } = credentials.administrator
    const server = new Server(await TcpProxy.to(host, port), await findFreePort())
    await server.start()
    return server
  }

  private constructor(proxy: TcpProxy, port: number) {
    this.proxy = proxy
    this.#port = port
    this.url = `http://127.0.0.1:${port}`
  }

  async start() {
    const database = new URL(process.env.DATABASE_URL!)
    database.port = String(this.proxy.port)
    this.#process = spawn(process.execPath, [...nodeFlags, 'bin/server.ts'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(this.#port),
        APP_URL: this.url,
        DATABASE_URL: database.href,
        DATABASE_ROLES: credentials.prefix,
        WORKER: 'none',
      },
    })
    const deadline = Date.now() + 120_000
    while (!(await isUp(`${this.url}/health/ready`))) {
      if (Date.now() > deadline) throw new Error('The server does not start')
      await sleep(50)
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGTERM') {
    const server = this.#process!
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }

  async close() {
    this.proxy.mode = 'open'
    await this.kill()
    await this.proxy.close()
  }
}

async function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false
  )
}

/** How long a sender waits for an answer, in milliseconds; ours gives up waiting for the database far sooner. */
const SENDER_WAITS = 15_000

test.group('Inbox | database away', (group) => {
  let server: Server
  let house: GhlHouse
  group.setup(async () => {
    server = await Server.start()
    return () => server.close()
  })
  group.each.setup(async () => {
    house = await GhlHouse.create('Away')
    return () => {
      server.proxy.mode = 'open'
    }
  })
  const hook = () => `${server.url}/hooks/ghl/${house.key}`
  const newEvent = () => house.event('ContactCreate', { id: 'c1', firstName: 'Ada' })
  const send = async (event = newEvent()) => {
    const body = JSON.stringify(event)
    const begun = Date.now()
    const status = await post(hook(), body, { 'x-ghl-signature': sign(body) })
    return { status, milliseconds: Date.now() - begun }
  }

  for (const mode of ['closed', 'hung'] as const) {
    test(`GoHighLevel is asked to come again while connections are ${mode}`, async ({ assert }) => {
      assert.equal((await send()).status, 204)
      server.proxy.mode = mode
      const events = Array.from({ length: 20 }, newEvent)
      const answers = await Promise.all(events.map((event) => send(event)))
      for (const { status, milliseconds } of answers) {
        assert.equal(status, 429)
        assert.isBelow(milliseconds, SENDER_WAITS)
      }
      server.proxy.mode = 'open'
      for (const event of events) assert.equal((await send(event)).status, 204)
      assert.lengthOf(await house.events(), 21)
      assert.lengthOf(await house.jobs(), 21)
    })

    test(`so it is for a key that was not asked for before (${mode})`, async ({ assert }) => {
      server.proxy.mode = mode
      assert.equal((await send()).status, 429)
    })
  }

  test('so is everybody when many tenants are told to wait at once', async ({ assert }) => {
    const houses = await Promise.all(
      Array.from({ length: 14 }, (_, index) => GhlHouse.create(`Away ${index}`))
    )
    const sendTo = async ({ key, event }: { key: string; event: object }) => {
      const body = JSON.stringify(event)
      const begun = Date.now()
      const headers = { 'x-ghl-signature': sign(body) }
      const status = await post(`${server.url}/hooks/ghl/${key}`, body, headers)
      return { status, milliseconds: Date.now() - begun }
    }
    const sendAll = () =>
      Promise.all(
        houses.map((each) => sendTo({ key: each.key, event: each.event('NoteCreate', {}) }))
      )
    for (const { status } of await sendAll()) assert.equal(status, 204)
    server.proxy.mode = 'hung'
    for (const { status, milliseconds } of await sendAll()) {
      assert.equal(status, 429)
      assert.isBelow(milliseconds, SENDER_WAITS)
    }
    server.proxy.mode = 'open'
    for (const { status } of await sendAll()) assert.equal(status, 204)
  })

  test('a bad signature is refused while the key is remembered', async ({ assert }) => {
    assert.equal((await send()).status, 204)
    server.proxy.mode = 'closed'
    assert.equal(await post(hook(), '{}', { 'x-ghl-signature': sign('{ }') }), 401)
  })

  test('events that come during an outage are there when it is over', async ({ assert }) => {
    const sender = new FakeGoHighLevel(hook(), { retries: 200, pause: 250 })
    const events = Array.from({ length: 30 }, (_, index) =>
      house.event('ContactCreate', { id: `c${index}` })
    )
    const sending = events.map((event, index) => sender.send(event, { delay: index * 50 }))
    await sleep(400)
    server.proxy.mode = 'closed'
    await sleep(1500)
    server.proxy.mode = 'open'
    assert.deepEqual(new Set((await Promise.all(sending)).flat()), new Set([204]))
    assert.include(
      sender.calls.map(({ status }) => status),
      429
    )
    const stored = (await house.events()).map(({ event_id }) => event_id)
    assert.sameMembers(
      stored,
      events.map(({ webhookId }) => webhookId!)
    )
    assert.lengthOf(await house.jobs(), 30)
  })

  test('what was answered with 204 is there after the process was killed', async ({ assert }) => {
    const taken: string[] = []
    let isKilled = false
    const work = async () => {
      while (!isKilled) {
        const event = house.event('ContactCreate', { id: 'c1' })
        const body = JSON.stringify(event)
        const status = await post(hook(), body, { 'x-ghl-signature': sign(body) })
        if (status === 204) taken.push(event.webhookId!)
      }
    }
    const working = Promise.all([work(), work(), work(), work()])
    while (taken.length < 50) await sleep(10)
    await server.kill('SIGKILL')
    isKilled = true
    await working
    const stored = await house.events()
    assert.includeMembers(
      stored.map(({ event_id }) => event_id),
      taken
    )
    assert.lengthOf(await house.jobs(), stored.length)
    await server.start()
  })
})

test.group('Inbox | dead connections', () => {
  test('a connection that is dead without saying so is given up', async ({ assert, cleanup }) => {
    const server = await Server.start()
    cleanup(() => server.close())
    const house = await GhlHouse.create('Dead')
    const sender = new FakeGoHighLevel(`${server.url}/hooks/ghl/${house.key}`, { pause: 50 })
    const send = () => sender.send(house.event('ContactCreate', { id: 'c1' }))
    assert.deepEqual(await send(), [204])
    server.proxy.lose()
    assert.deepEqual(await send(), [204])
    assert.deepEqual(
      sender.calls.map(({ status }) => status),
      [204, 429, 204]
    )
  })
})
