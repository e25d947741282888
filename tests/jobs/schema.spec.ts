import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { test } from '@japa/runner'
import { LATEST_SCHEMA_VERSION } from 'bullmq'
import type { BufferedJob } from '#app/jobs/buffer'
import { migrateJobs } from '#app/jobs/migrate'
import { optionsOf } from '#app/jobs/outbox'
import { clear, createLedger, credentials, dropLedger, owner } from './support/database.ts'
import { asker, scope } from './support/environment.ts'
import { write } from './support/jobs.ts'
import { openParts } from './support/parts.ts'

const runtime = credentials.roleName('runtime')

test.group('The schema of the queue', (group) => {
  group.setup(async () => {
    await createLedger()
    return dropLedger
  })
  group.each.setup(clear)

  test('is brought up to date once', async ({ assert }) => {
    const client = await owner.connect()
    const texts: unknown[] = []
    const spy = Object.create(client, {
      query: {
        value: (...given: Parameters<typeof client.query>) => {
          texts.push(given[0])
          return client.query(...given)
        },
      },
    }) as pg.ClientBase
    try {
      await migrateJobs(spy, runtime)
      assert.lengthOf(texts, 1)
      await client.query(`comment on schema bullmq is 'something older'`)
      await migrateJobs(client, runtime)
      const { rows } = await client.query('select max(version) as version from bullmq.migration')
      assert.equal(rows[0].version, LATEST_SCHEMA_VERSION)
    } finally {
      client.release()
    }
  })

  test('lets the runtime role work with it and nothing else', async ({ assert }) => {
    const client = new pg.Client(credentials.of('runtime'))
    await client.connect()
    try {
      const refused = async (text: string) =>
        assert.rejects(() => client.query(text), /permission denied|must be owner/)
      await refused('create table bullmq.mine (id int)')
      await refused('truncate bullmq.job')
      await refused('alter table bullmq.job add column mine int')
      await refused('drop schema bullmq cascade')
      await refused('create temporary table mine (id int)')
    } finally {
      await client.end()
    }
    const { rows } = await owner.query(
      `select p.oid::regprocedure::text as name from pg_proc p
       join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'bullmq' and has_function_privilege('public', p.oid, 'execute')`
    )
    assert.deepEqual(rows, [])
  })

  test('a job is stored as BullMQ itself would store it', async ({ assert, cleanup }) => {
    const parts = openParts()
    cleanup(() => parts.close())
    const ours = await asker(async () =>
      write.enqueue({ note: 'same' }, { delay: 5000, priority: 3, jobId: 'once' })
    )
    const job: BufferedJob = {
      id: randomUUID(),
      name: write.name,
      queue: 'default',
      data: { v: 1, scope, payload: { note: 'same' } },
      attempts: write.attempts,
      backoff: write.backoff,
      delay: 5000,
      priority: 3,
      uniqueKey: 'another/test.write/once',
    }
    await parts.queue('PostgreSQL').add(job.name, job.data, optionsOf(job))

    const { rows } = await owner.query(
      `select opts - 'jobId' - 'deduplication' as options, opts->>'jobId' = id as has_its_id,
         opts->'deduplication' = jsonb_build_object('id', dedup_id, 'keepLastIfActive', true) as is_unique,
         process_at_ms - added_at_ms as wait, to_jsonb(job) - '{id, seq, opts, dedup_id,
           added_at_ms, process_at_ms}'::text[] as others
       from bullmq.job order by id = $1 desc`,
      [ours]
    )
    const [written, added] = rows
    assert.containsSubset(written, { has_its_id: true, is_unique: true, wait: '5000' })
    assert.deepEqual(written, added)
    const keys = await owner.query('select dedup_id from bullmq.job where id = $1', [ours])
    assert.deepEqual(keys.rows, [{ dedup_id: `${scope.tenantId}/test.write/once` }])
  })
})
