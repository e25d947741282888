import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { test } from '@japa/runner'
import { administrator, ledger } from './support/database.ts'
import { asker } from './support/environment.ts'
import { held, write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { makeService, quick, type Server } from './support/service.ts'
import { until } from '#tests/support/until'
import { WorkerProcess } from './support/worker_process.ts'

/**
 * Stops a worker in the middle of a job, until another one has begun the job again, which takes that one so many
 * milliseconds.
 */
async function stopInTheMiddle(server: Server, wait: number) {
  const zombie = new WorkerProcess(server, { concurrency: 1 })
  await zombie.start()
  await asker(async () => held.enqueue({ note: 'brain' }))
  await until('the zombie-to-be', written, (count) => count === 1)
  zombie.send('SIGSTOP')

  const begun: string[] = []
  const witness: typeof write = {
    ...write,
    run: (payload, context) => {
      begun.push(context.id)
      return write.run({ ...payload, wait }, context)
    },
  }
  const service = makeService(server, { timing: quick, find: () => witness })
  await service.start()
  await until(
    'the take-over',
    () => begun.length,
    (count) => count === 1
  )
  return { zombie, service }
}

/** Wakes a worker that was stopped, and lets its job end. */
function goOn(zombie: WorkerProcess) {
  zombie.send('SIGUSR2')
  zombie.send('SIGCONT')
}

/** Transactions that wait for their end. */
function open(): Promise<number> {
  return idle('true')
}

/** Those of them that belong to a job that has left its note. */
function written(): Promise<number> {
  return idle(`query like 'insert into ledger%'`)
}

async function idle(condition: string): Promise<number> {
  const { rows } = await administrator.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction' and ${condition}`
  )
  return rows[0].count
}

onBothServers('A worker that comes back too late', (server) => {
  test('commits nothing when the other one has finished', async ({ assert, cleanup }) => {
    const { zombie, service } = await stopInTheMiddle(server, 600)
    cleanup(async () => {
      await zombie.kill()
      await service.close()
    })
    await until('the other one', ledger, (rows) => rows.length === 1)
    goOn(zombie)
    await until('the end of all transactions', open, (count) => count === 0)
    const nothing = { waiting: 0, active: 0, delayed: 0, failed: 0 }
    await until(
      'the end',
      () => service.counts(),
      (counts) => isDeepStrictEqual(counts, nothing)
    )
    await sleep(300)
    assert.lengthOf(await ledger(), 1)
    assert.deepEqual(await service.counts(), nothing)
  })

  test('leaves one effect when the other one is running', async ({ assert, cleanup }) => {
    const { zombie, service } = await stopInTheMiddle(server, 2000)
    cleanup(async () => {
      await zombie.kill()
      await service.close()
    })
    goOn(zombie)
    await until('the effect', ledger, (rows) => rows.length > 0)
    await until('the end of all transactions', open, (count) => count === 0)
    await sleep(300)
    assert.lengthOf(await ledger(), 1)
    await until(
      'the end',
      () => service.counts(),
      ({ active }) => active === 0
    )
    assert.deepEqual(await service.failedJobs(), [])
  })
})
