import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { test } from '@japa/runner'
import {
  clear,
  createLedger,
  credentials,
  doubled,
  dropLedger,
  ledger,
  redisUrl,
} from './support/database.ts'
import type { RunIn } from '#app/jobs/job_runner'
import { asker, runIn } from './support/environment.ts'
import { single, write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { Proxy } from './support/proxy.ts'
import { Log, makeService, quick, type Server } from './support/service.ts'
import { until } from '#tests/support/until'
import { WorkerProcess } from './support/worker_process.ts'

/** Locks that outlast the outage; otherwise the jobs that were running are run again. */
const timing = { ...quick, lockDuration: 10_000 }

/** A service that reaches its server only through a proxy. */
function behindProxy(server: Server, log: Log) {
  const url = new URL(redisUrl())
  const database = credentials.of('runtime')
  const proxy =
    server === 'Redis'
      ? new Proxy(url.hostname, Number(url.port || 6379))
      : new Proxy(database.host, database.port)
  const reach = () =>
    server === 'Redis' ? { redisPort: proxy.port } : { databasePort: proxy.port }
  const open = () => makeService(server, { logger: log, timing }, reach())
  return { proxy, reach, open }
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
    await asker(async () => {
      for (let index = 0; index < 20; index++) single.enqueue({})
    })
    await sleep(3000)
    await proxy.up()
    await until('all jobs', ledger, (rows) => rows.length === 80)
    await until(
      'the end',
      () => service.counts(),
      ({ active }) => active === 0
    )
    assert.deepEqual(await doubled(), [])
    assert.deepEqual(await service.failedJobs(), [])
    assert.deepEqual(told(log), outage(server))
  })

  test('does not keep a stopping process alive', async ({ assert, cleanup }) => {
    const { proxy, reach } = behindProxy(server, new Log())
    await proxy.up()
    const worker = new WorkerProcess(server, reach())
    cleanup(async () => {
      await worker.kill()
      await proxy.down()
    })
    await worker.start()
    await proxy.down()
    await sleep(500)
    assert.equal(await worker.stop(), 0)
  })

  test('does not keep a process alive that waits for it', async ({ assert, cleanup }) => {
    const { proxy, reach } = behindProxy(server, new Log())
    await proxy.up()
    await proxy.down()
    const worker = new WorkerProcess(server, reach())
    cleanup(() => worker.kill())
    void worker.start()
    await worker.begun
    await sleep(3000)
    assert.equal(await worker.stop(), 0)
  })
})

test.group('A database that is away while jobs are in Redis', (group) => {
  group.setup(async () => {
    await createLedger()
    return dropLedger
  })
  group.each.setup(clear)

  test('costs them no attempt', async ({ assert, cleanup }) => {
    const database = credentials.of('runtime')
    const proxy = new Proxy(database.host, database.port)
    await proxy.up()
    const away = Promise.withResolvers<void>()
    let runs = 0
    const behind: RunIn = async (given, work) => {
      if (++runs === 1) away.resolve(proxy.down())
      await away.promise
      const client = new pg.Client({ ...database, port: proxy.port })
      await client.connect()
      await client.end()
      return runIn(given, work)
    }
    const service = makeService('Redis', { runIn: behind }, { databasePort: proxy.port })
    cleanup(async () => {
      await service.close()
      await proxy.down()
    })
    await service.start()
    const id = await asker(async () => single.enqueue({}))
    await away.promise
    await sleep(1000)
    await proxy.up()
    const rows = await until('the job', ledger, (seen) => seen.length === 1)
    assert.deepEqual(rows, [{ job: id, note: 'attempt 1' }])
  })
})
