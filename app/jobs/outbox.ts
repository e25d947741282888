import type pg from 'pg'
import type { BufferedJob } from './buffer.ts'

/**
 * BullMQ's own function, for all jobs in one round trip. `Queue.add()` would take one for each job
 * and two for the search path; `Queue.addBulk()` makes temporary tables, which the runtime role
 * may not. The functions carry their search path, so the caller's stays as it is. `parameter`
 * holds the JSON of `jobRows`; nothing is added unless the SQL `condition` holds.
 */
export function addJobs(parameter: string, condition = 'true'): string {
  return `
select bullmq.add_job(job.queue, job.id, job.name, job.data, job.opts, job.priority, job.delay,
  (extract(epoch from clock_timestamp()) * 1000)::bigint, job.attempts,
  null, null, null, job.dedup, null, false)
from rows from (jsonb_to_recordset(${parameter}::jsonb) as (queue text, id text, name text,
  data jsonb, opts jsonb, priority integer, delay bigint, attempts integer, dedup text))
  with ordinality as job
where ${condition}
order by job.ordinality`
}

const ADD = addJobs('$1')

/**
 * Writes jobs on the connection of an open transaction: they exist when it commits and never when
 * it does not. Meant to be among the last statements, because a unique key is locked until then.
 */
export async function writeJobs(client: pg.ClientBase, jobs: BufferedJob[]): Promise<void> {
  if (jobs.length === 0) return
  const rows = JSON.stringify(jobRows(jobs))
  await client.query({ name: 'jobs.write', text: ADD, values: [rows] })
}

/** Jobs as `addJobs` takes them. */
export function jobRows(jobs: BufferedJob[]) {
  return inLockOrder(jobs).map((job) => ({
    queue: job.queue,
    id: job.id,
    name: job.name,
    data: job.data,
    opts: optionsOf(job),
    priority: job.priority,
    delay: job.delay,
    attempts: job.attempts,
    dedup: job.uniqueKey,
  }))
}

/**
 * The options that BullMQ reads when the job runs. `keepLastIfActive`: a job that is enqueued while
 * its twin is running is not dropped but runs after it, because the twin may have read old data.
 */
export function optionsOf(job: BufferedJob) {
  return {
    jobId: job.id,
    attempts: job.attempts,
    backoff: job.backoff,
    ...(job.delay > 0 && { delay: job.delay }),
    ...(job.priority > 0 && { priority: job.priority }),
    ...(job.uniqueKey !== null && {
      deduplication: { id: job.uniqueKey, keepLastIfActive: true },
    }),
  }
}

/** Unique keys first and sorted, so that two transactions never wait for each other's. */
function inLockOrder(jobs: BufferedJob[]): BufferedJob[] {
  const unique = jobs.filter((job) => job.uniqueKey !== null)
  const others = jobs.filter((job) => job.uniqueKey === null)
  unique.sort((a, b) => (a.uniqueKey! < b.uniqueKey! ? -1 : 1))
  return [...unique, ...others]
}
