import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { clear, createLedger, dropLedger, ledger, owner } from './support/database.ts'
import { asker } from './support/environment.ts'
import { write } from './support/jobs.ts'
import { openParts } from './support/parts.ts'
import { makeService } from './support/service.ts'
import { until } from '#tests/support/until'
import { WorkerProcess } from './support/worker_process.ts'

/** Jobs that PostgreSQL has not handed on yet. */
async function left(): Promise<number> {
  const { rowCount } = await owner.query(`select 1 from bullmq.job where state <> 'completed'`)
  return rowCount ?? 0
}

test.group('The relay from PostgreSQL to Redis', (group) => {
  group.setup(async () => {
    await createLedger()
    return dropLedger
  })
  group.each.setup(clear)

  test('loses and doubles none of 1000 jobs when it is killed', async ({ assert, cleanup }) => {
    const relays = [1, 2].map(() => new WorkerProcess('Redis', {}, 'relay.ts'))
    const parts = openParts()
    cleanup(async () => {
      await Promise.all(relays.map((relay) => relay.kill()))
      await parts.close()
    })
    await asker(async () => {
      for (let index = 0; index < 1000; index++) write.enqueue({ note: 'work' })
    })
    await Promise.all(relays.map((relay) => relay.keep()))
    for (let kills = 0; kills < 8; kills++) {
      await relays[kills % 2].ready
      await sleep(60)
      await relays[kills % 2].die()
    }
    await until('the hand-over', left, (count) => count === 0)
    assert.equal(await parts.queue('Redis').getWaitingCount(), 1000)
    assert.equal(relays[0].starts + relays[1].starts, 10)
  })

  test('hands on the same id, the attempts and the priority', async ({ assert, cleanup }) => {
    const parts = openParts()
    const relay = parts.relay()
    cleanup(async () => {
      await relay.close()
      await parts.close()
    })
    await relay.start()
    const id = await asker(async () => write.enqueue({ note: 'x' }, { priority: 7, delay: 300 }))
    const job = await until(
      'the job',
      () => parts.queue('Redis').getJob(id),
      (seen) => !!seen
    )
    assert.containsSubset(job!.opts, { attempts: 5, priority: 7, backoff: { jitter: 0.5 } })
    assert.equal(await job!.getState(), 'prioritized')
  })

  test('a job that was handed on twice runs once', async ({ assert, cleanup }) => {
    const service = makeService('Redis')
    cleanup(() => service.close())
    await service.start()
    const id = await asker(async () => write.enqueue({ note: 'once' }))
    await until('the job', ledger, (rows) => rows.length === 1)
    await until(
      'the end',
      () => service.counts(),
      ({ active }) => active === 0
    )
    await owner.query(`update bullmq.job set state = 'waiting' where id = $1`, [id])
    await owner.query(`notify bullmq_jobs, 'default'`)
    await until('the second time', left, (count) => count === 0)
    await sleep(300)
    assert.lengthOf(await ledger(), 1)
    assert.deepEqual(await service.counts(), { waiting: 0, active: 0, delayed: 0, failed: 0 })
  })
})
