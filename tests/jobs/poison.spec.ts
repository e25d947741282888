import { test } from '@japa/runner'
import { ledger } from './support/database.ts'
import { asker, scope } from './support/environment.ts'
import { poison, write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { openParts } from './support/parts.ts'
import { makeService } from './support/service.ts'
import { until } from '#tests/support/until'
import { WorkerProcess } from './support/worker_process.ts'

const timing = { lockDuration: 2000, stalledInterval: 400, maxStalledCount: 2 }

onBothServers('A job that kills its worker', (server) => {
  test('fails after a few deaths, is kept, and harms no other', async ({ assert, cleanup }) => {
    const worker = new WorkerProcess(server, { timing })
    const service = makeService(server)
    cleanup(async () => {
      await worker.kill()
      await service.close()
    })
    const id = await asker(async () => {
      for (let index = 0; index < 20; index++) write.enqueue({ note: 'healthy' })
      return poison.enqueue({})
    })
    await worker.keep()
    const [failed] = await until(
      'the failure',
      () => service.failedJobs(),
      ({ length }) => length > 0
    )
    assert.equal(failed.id, id)
    assert.match(failed.reason, /stalled|stopped its worker/)
    await until('the healthy jobs', ledger, (rows) => rows.length === 20)
    assert.equal(worker.starts, 4)

    await service.rerun(id)
    await until(
      'another death',
      () => worker.starts,
      (starts) => starts > 4
    )
  })

  test('fails too when a schedule has made it', async ({ assert, cleanup }) => {
    const worker = new WorkerProcess(server, { timing })
    const service = makeService(server)
    const parts = openParts()
    cleanup(async () => {
      await worker.kill()
      await service.close()
      await parts.close()
    })
    await parts
      .queue(server)
      .upsertJobScheduler(
        'daily',
        { every: 24 * 3600_000 },
        { name: poison.name, data: { v: 1, scope, payload: {} }, opts: { attempts: 5 } }
      )
    await worker.keep()
    const [failed] = await until(
      'the failure',
      () => service.failedJobs(),
      ({ length }) => length > 0
    )
    assert.match(failed.reason, /stopped its worker 3 times/)
    assert.equal(worker.starts, 4)
  })
})
