import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Environment } from '#app/environment/environment'
import { systemAsker } from '#app/environment/scope'
import { ledger, tenants } from './support/database.ts'
import { asker, scope } from './support/environment.ts'
import { write } from './support/jobs.ts'
import { onBothServers } from './support/on_both_servers.ts'
import { makeService } from './support/service.ts'
import { until } from '#tests/support/until'

const neighbour = systemAsker({ ...scope, tenantId: tenants.neighbour })

onBothServers('Options of a job', (server) => {
  test('delay: it starts that much later', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    await service.start()
    const begun = Date.now()
    await asker(async () => write.enqueue({ note: 'late' }, { delay: 700 }))
    await until('the job', ledger, (rows) => rows.length === 1)
    assert.isAtLeast(Date.now() - begun, 700)
  })

  test('jobId: one of many that wait, and again once it is done', async ({ assert, cleanup }) => {
    const service = makeService(server)
    cleanup(() => service.close())
    const enqueue = () => asker(async () => write.enqueue({ note: 'unique' }, { jobId: 'same' }))
    await Promise.all(Array.from({ length: 20 }, enqueue))
    await Environment.run(neighbour, async () =>
      write.enqueue({ note: 'other' }, { jobId: 'same' })
    )
    await service.start()
    await until('both tenants', ledger, (rows) => rows.length === 2)
    await until(
      'the end',
      () => service.counts(),
      ({ active, waiting }) => active + waiting === 0
    )
    await enqueue()
    const rows = await until('the next', ledger, (seen) => seen.length === 3)
    assert.deepEqual(rows.map((row) => row.note).sort(), ['other', 'unique', 'unique'])
  })

  test('jobId: while one runs, one more runs after it', async ({ assert, cleanup }) => {
    const begun = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const first: typeof write = {
      ...write,
      async run(payload, context) {
        if (payload.note === 'first') {
          begun.resolve()
          await gate.promise
        }
        await write.run(payload, context)
      },
    }
    const service = makeService(server, { find: () => first })
    cleanup(() => service.close())
    await service.start()
    const enqueue = (note: string) => asker(async () => write.enqueue({ note }, { jobId: 'same' }))
    await enqueue('first')
    await begun.promise
    for (const note of ['second', 'third', 'fourth']) await enqueue(note)
    gate.resolve()
    await until('two', ledger, (rows) => rows.length >= 2)
    await sleep(500)
    const notes = (await ledger()).map((row) => row.note)
    if (server === 'PostgreSQL') assert.deepEqual(notes, ['first', 'fourth'])
    else assert.isBelow(notes.length, 4)
  })

  test('priority: lower numbers first, and those without before', async ({ assert, cleanup }) => {
    const service = makeService(server, { concurrency: 1 })
    cleanup(() => service.close())
    await asker(async () => {
      write.enqueue({ note: 'third' }, { priority: 9 })
      write.enqueue({ note: 'second' }, { priority: 2 })
      write.enqueue({ note: 'first' })
    })
    await service.start()
    const rows = await until('three', ledger, (seen) => seen.length === 3)
    if (server === 'PostgreSQL') {
      assert.deepEqual(
        rows.map((row) => row.note),
        ['first', 'second', 'third']
      )
    }
  })
})
