import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { credentials, doubled, ledger, redisPrefix, redisUrl } from './support/database.ts'
import { asker } from './support/environment.ts'
import { write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { Proxy } from './support/proxy.ts'
import { Log, makeService, quick, type Server } from './support/service.ts'
import { until } from './support/until.ts'

/** Locks that outlast the outage; otherwise the jobs that were running are run again. */
const timing = { ...quick, lockDuration: 10_000 }

/** A service that reaches its server only through a proxy. */
function behindProxy(server: Server, log: Log) {
  if (server === 'PostgreSQL') {
    const database = credentials.of('runtime')
    const proxy = new Proxy(database.host, database.port)
    const open = () =>
      makeService(server, {
        logger: log,
        timing,
        database: { ...database, host: '127.0.0.1', port: proxy.port },
      })
    return { proxy, open }
  }
  const url = new URL(redisUrl())
  const proxy = new Proxy(url.hostname, Number(url.port || 6379))
  const open = () => {
    url.host = `127.0.0.1:${proxy.port}`
    return makeService(server, {
      logger: log,
      timing,
      redis: { url: url.href, prefix: redisPrefix },
    })
  }
  return { proxy, open }
}

/** What a log should say of one outage. */
function outage(server: Server) {
  return [`warn Jobs: ${server} cannot be reached, trying again`, `info Jobs: ${server} is back`]
}

/**
 * The lines of a log without the reasons, which depend on where the connection broke, and without
 * the jobs whose end or beginning was lost on the way: their workers hear of it a little later.
 */
function told(log: Log) {
  const lines = log.lines.filter((line) => !/taken over|Missing lock/.test(line))
  return lines.map((line) => line.replace(/(trying again): .*/, '$1'))
}

onBothServers('A server that is away', (server) => {
  test('is waited for at the start and told of once', async ({ assert, cleanup }) => {
    const log = new Log()
    const { proxy, open } = behindProxy(server, log)
    await proxy.up()
    await proxy.down()
    const service = open()
    cleanup(async () => {
      await service.close()
      await proxy.down()
    })
    const started = service.start()
    await asker(async () => write.enqueue({ note: 'early' }))
    await sleep(2500)
    await proxy.up()
    await started
    await until('the job', ledger, (rows) => rows.length === 1)
    assert.deepEqual(told(log), outage(server))
  })

  test('fails no job, doubles none and floods no log', async ({ assert, cleanup }) => {
    const log = new Log()
    const { proxy, open } = behindProxy(server, log)
    await proxy.up()
    const service = open()
    cleanup(async () => {
      await service.close()
      await proxy.down()
    })
    await service.start()
    await asker(async () => {
      for (let index = 0; index < 60; index++) write.enqueue({ note: 'work', wait: 300 })
    })
    await until('some jobs', ledger, (rows) => rows.length > 5)
    await proxy.down()
    await sleep(3000)
    await proxy.up()
    await until('all jobs', ledger, (rows) => rows.length === 60, 30)
    await until(
      'the end',
      () => service.counts(),
      ({ active }) => active === 0
    )
    assert.deepEqual(await doubled(), [])
    assert.deepEqual(await service.failedJobs(), [])
    assert.deepEqual(told(log), outage(server))
  })

  test('can be away for ever when the service is closed', async ({ assert, cleanup }) => {
    const log = new Log()
    const { proxy, open } = behindProxy(server, log)
    await proxy.up()
    const service = open()
    cleanup(() => proxy.down())
    await service.start()
    await proxy.down()
    await sleep(500)
    const begun = Date.now()
    await service.close()
    assert.isBelow(Date.now() - begun, 5000)
  })
})
