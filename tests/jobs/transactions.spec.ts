import { test } from '@japa/runner'
import { ledger, doubled, owner } from './support/database.ts'
import { asker, scope } from './support/environment.ts'
import { chain, witness, write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { makeService } from './support/service.ts'
import { until } from '#tests/support/until'

onBothServers('Jobs in transactions', (server) => {
  test('committed jobs run once each, rolled-back ones never', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    await service.start()

    const outcomes = Array.from({ length: 300 }, (_, index) =>
      asker(async () => {
        const kept = index % 3 !== 0
        write.enqueue({ note: kept ? 'kept' : 'ghost' })
        if (!kept) throw new Error('rolled back')
      })
    )
    const settled = await Promise.allSettled(outcomes)
    assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 200)

    await until('200 jobs', ledger, (rows) => rows.length >= 200)
    await service.close()
    const rows = await ledger()
    assert.equal(rows.length, 200)
    assert.deepEqual(await doubled(), [])
    assert.isTrue(rows.every((row) => row.note === 'kept'))
  })

  test('no job is seen before its transaction commits', async ({ assert }) => {
    const count = () => owner.query('select 1 from bullmq.job').then(({ rowCount }) => rowCount)
    await asker(async (environment) => {
      write.enqueue({ note: 'early' })
      await environment.query('select 1')
      assert.equal(await count(), 0)
    })
    assert.equal(await count(), 1)
  })

  test('a savepoint that is undone takes its jobs with it', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    await asker(async (environment) => {
      write.enqueue({ note: 'before' })
      const inner = environment.savepoint(async () => {
        write.enqueue({ note: 'inside' })
        throw new Error('undone')
      })
      await inner.catch(() => {})
      write.enqueue({ note: 'after' })
    })
    await service.start()
    const rows = await until('two jobs', ledger, (seen) => seen.length >= 2)
    assert.deepEqual(rows.map((row) => row.note).sort(), ['after', 'before'])
  })

  test('a job enqueues others in its own transaction', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    await asker(async () => {
      chain.enqueue({ fail: false })
      chain.enqueue({ fail: true })
    })
    await service.start()
    await until(
      'the failure',
      () => service.failedJobs(),
      (failed) => failed.length === 1
    )
    const rows = await until('chain and link', ledger, (seen) => seen.length >= 2)
    assert.deepEqual(rows.map((row) => row.note).sort(), ['chain', 'link'])
  })

  test('a job runs for its asker, under row-level security', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    await asker(async () => {
      witness.enqueue({ contactId: 'c1' })
    })
    await service.start()
    const [row] = await until('the job', ledger, (rows) => rows.length === 1)
    assert.deepEqual(JSON.parse(row.note), { ...scope, contactId: 'c1', attempt: 1 })
    const { rows } = await owner.query('select tenant_id from ledger')
    assert.equal(rows[0].tenant_id, scope.tenantId)
  })

  test('25 jobs of one transaction keep their order', async ({ assert, cleanup }) => {
    const service = makeService(server, { concurrency: 1 })
    cleanup(() => service.close())
    const notes = Array.from({ length: 25 }, (_, index) => `job ${index}`)
    await asker(async () => notes.forEach((note) => write.enqueue({ note })))
    await service.start()
    const rows = await until('25 jobs', ledger, (seen) => seen.length === 25)
    if (server === 'PostgreSQL') {
      assert.deepEqual(
        rows.map((row) => row.note),
        notes
      )
    }
  })
})
