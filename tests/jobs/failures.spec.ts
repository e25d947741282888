import { isDeepStrictEqual } from 'node:util'
import { test } from '@japa/runner'
import { ledger, owner } from './support/database.ts'
import { asker, scope } from './support/environment.ts'
import { attempts, doorLock, find, flaky, latecomer, write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { Log, makeService } from './support/service.ts'
import { until } from '#tests/support/until'

onBothServers('Jobs that fail', (server) => {
  test('are tried again, later each time, and leave one effect', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    await service.start()
    const id = await asker(async () => flaky.enqueue({ failures: 2 }))
    const rows = await until('the success', ledger, (seen) => seen.length > 0)

    assert.deepEqual(rows, [{ job: id, note: 'attempt 3' }])
    const [first, second, third] = attempts.get(id)!
    assert.isAtLeast(second - first, 200)
    assert.isAtLeast(third - second, 400)
  })

  test('for good are kept and can be run again', async ({ assert, cleanup }) => {
    const log = new Log()
    const service = makeService(server, { logger: log })
    cleanup(() => service.close())
    await service.start()
    const id = await asker(async () => flaky.enqueue({ failures: 3 }))
    const [failed] = await until(
      'the failure',
      () => service.failedJobs(),
      ({ length }) => length > 0
    )

    assert.containsSubset(failed, { id, name: 'test.flaky', scope, payload: { failures: 3 } })
    assert.containsSubset(failed, { reason: 'failure 3', attempts: 3 })
    assert.closeTo(failed.failedAt.getTime(), Date.now(), 60_000)
    assert.deepEqual(await ledger(), [])
    const told = 'error Job test.flaky has failed for good: failure 3'
    await until(
      'the log',
      () => log.lines,
      (lines) => lines.includes(told)
    )

    await service.rerun(id)
    await until(
      'three more attempts',
      () => attempts.get(id)!,
      ({ length }) => length === 6
    )
    await until(
      'the failure',
      () => service.failedJobs(),
      ({ length }) => length > 0
    )
    await assert.rejects(() => service.rerun('unknown'), 'There is no failed job unknown')
  })

  test('only to get a lock come again without losing an attempt', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    const holder = await owner.connect()
    cleanup(() => holder.release())
    await holder.query('select pg_advisory_lock($1)', [doorLock])
    await service.start()
    const id = await asker(async () => latecomer.enqueue({}))
    await until(
      'two tries',
      () => attempts.get(id) ?? [],
      ({ length }) => length >= 2
    )
    await holder.query('select pg_advisory_unlock($1)', [doorLock])
    const rows = await until('the success', ledger, (seen) => seen.length > 0)

    assert.deepEqual(rows, [{ job: id, note: 'attempt 1' }])
    assert.deepEqual(await service.failedJobs(), [])
  })

  test('and then succeed leave the list of failures', async ({ assert, cleanup }) => {
    let broken = true
    const mended = {
      ...flaky,
      run: async (...given: Parameters<typeof flaky.run>) => {
        if (broken) throw new Error('broken')
        await flaky.run(...given)
      },
    }
    const service = makeService(server, {
      find: (name) => (name === mended.name ? mended : undefined),
    })
    cleanup(() => service.close())
    await service.start()
    const id = await asker(async () => flaky.enqueue({ failures: 0 }))
    await until(
      'the failure',
      () => service.failedJobs(),
      ({ length }) => length > 0
    )
    broken = false
    await service.rerun(id)
    const rows = await until('the success', ledger, (seen) => seen.length > 0)
    assert.deepEqual(rows, [{ job: id, note: 'attempt 1' }])
    assert.deepEqual(await service.failedJobs(), [])
  })

  test('because nobody knows them wait until somebody does', async ({ assert, cleanup }) => {
    const known = new Set<string>()
    const service = makeService(server, {
      find: (name) => (known.has(name) ? find(name) : undefined),
    })
    cleanup(() => service.close())
    await service.start()
    const id = await asker(async () => write.enqueue({ note: 'patience' }))
    const parked = (delayed: number) => ({ waiting: 0, active: 0, delayed, failed: 0 })
    await until(
      'parking',
      () => service.counts(),
      (counts) => isDeepStrictEqual(counts, parked(1))
    )
    assert.equal(await service.releaseParked(), 0)
    assert.deepEqual(await service.counts(), parked(1))

    known.add(write.name)
    assert.equal(await service.releaseParked(), 1)
    const rows = await until('the job', ledger, (seen) => seen.length > 0)
    assert.deepEqual(rows, [{ job: id, note: 'patience' }])
    await until(
      'the end',
      () => service.counts(),
      (counts) => isDeepStrictEqual(counts, parked(0))
    )
  })

  test('parked jobs are released when a worker starts that knows them', async ({ cleanup }) => {
    const ignorant = makeService(server, { find: () => undefined })
    cleanup(() => ignorant.close())
    await ignorant.start()
    await asker(async () => {
      for (let index = 0; index < 120; index++) write.enqueue({ note: 'parked' })
      write.enqueue({ note: 'tomorrow' }, { delay: 24 * 3600_000 })
    })
    await until(
      'parking',
      () => ignorant.counts(),
      (counts) => counts.delayed === 121
    )
    await ignorant.close()

    const service = makeService(server)
    cleanup(() => service.close())
    await service.start()
    await until('the jobs', ledger, (seen) => seen.length === 120)
    await until(
      'one for tomorrow',
      () => service.counts(),
      (counts) => counts.delayed === 1
    )
  })
})
