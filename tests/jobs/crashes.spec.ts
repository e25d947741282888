import { isDeepStrictEqual } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { doubled, ledger } from './support/database.ts'
import { asker } from './support/environment.ts'
import { write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { makeService } from './support/service.ts'
import { until } from '#tests/support/until'
import { WorkerProcess } from './support/worker_process.ts'

onBothServers('Jobs and crashes', (server) => {
  test('kill -9 loses no job of 500 and doubles no effect', async ({ assert, cleanup }) => {
    const workers = [1, 2].map(() => new WorkerProcess(server, { dieAfterCommit: 0.01 }))
    cleanup(async () => {
      await Promise.all(workers.map((worker) => worker.kill()))
    })
    await asker(async () => {
      for (let index = 0; index < 500; index++) write.enqueue({ note: 'work', wait: index % 50 })
    })
    await Promise.all(workers.map((worker) => worker.keep()))
    for (let kills = 0; kills < 8; kills++) {
      const worker = workers[kills % 2]
      await worker.ready
      await sleep(300)
      await worker.die()
    }
    await until('500 jobs', ledger, (rows) => rows.length >= 500)
    const service = makeService(server)
    cleanup(() => service.close())
    const idle = { waiting: 0, active: 0, delayed: 0, failed: 0 }
    await until(
      'an empty queue',
      () => service.counts(),
      (counts) => isDeepStrictEqual(counts, idle)
    )
    await Promise.all(workers.map((worker) => worker.kill()))

    const rows = await ledger()
    assert.equal(new Set(rows.map((row) => row.job)).size, 500)
    assert.deepEqual(await doubled(), [])
    assert.deepEqual(await service.failedJobs(), [])
    assert.isAtLeast(workers[0].starts + workers[1].starts, 10)
  })
})
