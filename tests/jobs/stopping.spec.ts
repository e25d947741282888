import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { doubled, ledger } from './support/database.ts'
import { asker } from './support/environment.ts'
import { endless, write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { makeService } from './support/service.ts'
import { until } from '#tests/support/until'
import { WorkerProcess } from './support/worker_process.ts'

/** Locks that no test waits for: whoever takes a job over has been given it. */
const patient = { lockDuration: 60_000, stalledInterval: 60_000, grace: 5000 }

onBothServers('A worker that stops', (server) => {
  test('finishes short jobs and gives long ones back at once', async ({ assert, cleanup }) => {
    const begun: string[] = []
    const witness: typeof write = {
      ...write,
      run: (payload, context) => {
        begun.push(context.id)
        const job = payload.note === 'long' ? endless : write
        return job.run(payload, context)
      },
    }
    const service = makeService(server, { timing: patient, find: () => witness })
    cleanup(() => service.close())
    await service.start()
    await asker(async () => {
      for (const note of ['a', 'b', 'c']) write.enqueue({ note, wait: 200 })
      write.enqueue({ note: 'long' })
    })
    await until(
      'four jobs',
      () => begun.length,
      (count) => count === 4
    )

    const closed = service.close()
    await asker(async () => write.enqueue({ note: 'new' }))
    await closed
    assert.deepEqual((await ledger()).map(({ note }) => note).sort(), ['a', 'b', 'c'])

    const next = makeService(server, { timing: patient })
    cleanup(() => next.close())
    assert.containsSubset(await next.counts(), { waiting: 2, active: 0 })
    await next.start()
    await until('the new job', ledger, (rows) => rows.some(({ note }) => note === 'new'))
    await until('the long job', ledger, (rows) => rows.some(({ note }) => note === 'long'))
    await sleep(500)
    assert.lengthOf(await ledger(), 5)
    assert.deepEqual(await doubled(), [])
  })

  test('exits by SIGTERM and leaves no job to be rescued', async ({ assert, cleanup }) => {
    const worker = new WorkerProcess(server, { timing: patient })
    const service = makeService(server, { timing: patient })
    cleanup(async () => {
      await worker.kill()
      await service.close()
    })
    await worker.start()
    await asker(async () => {
      endless.enqueue({})
      for (let index = 0; index < 40; index++) write.enqueue({ note: 'work', wait: 200 })
    })
    await until('some jobs', ledger, (rows) => rows.length > 5)
    assert.equal(await worker.stop(), 0)

    const { waiting, active, delayed, failed } = await service.counts()
    assert.deepEqual({ active, delayed, failed }, { active: 0, delayed: 0, failed: 0 })
    const rows = await ledger()
    assert.equal(rows.length + waiting, 41)
    assert.isFalse(rows.some(({ note }) => note === 'endless'))
  })
})
