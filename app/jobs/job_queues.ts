import type { Job, Queue } from 'bullmq'
import type { Scope } from '../environment/scope.ts'
import type { JobBackend } from './backend.ts'
import { openEnvelope } from './envelope.ts'
import type { FindJob } from './job_runner.ts'
import { queueNames, type QueueName } from './settings.ts'

/** A job that was given up after its last attempt. */
export interface FailedJob {
  id: string
  name: string
  queue: string
  scope: Scope | null
  payload: unknown
  reason: string
  attempts: number
  failedAt: Date
}

/** How many jobs are in which state. Parked and retried jobs count as delayed. */
export interface JobCounts {
  waiting: number
  active: number
  delayed: number
  failed: number
}

const PAGE = 100
const SWEEP = 1000

/** The queues of one server, looked at from outside: what failed, what is parked, what is old. */
export class JobQueues {
  #backend: JobBackend
  #queues = new Map<QueueName, Queue>()

  constructor(backend: JobBackend) {
    this.#backend = backend
  }

  queue(name: QueueName): Queue {
    const open = this.#queues.get(name)
    if (open) return open
    const queue = this.#backend.openQueue(name)
    queue.setMaxListeners(0)
    queue.on('error', this.#backend.outage.report)
    this.#queues.set(name, queue)
    return queue
  }

  async counts(): Promise<JobCounts> {
    const counts: JobCounts = { waiting: 0, active: 0, delayed: 0, failed: 0 }
    for (const name of queueNames) {
      const found = await this.queue(name).getJobCounts(
        'wait',
        'prioritized',
        'active',
        'delayed',
        'failed'
      )
      counts.waiting += found.wait + found.prioritized
      counts.active += found.active
      counts.delayed += found.delayed
      counts.failed += found.failed
    }
    return counts
  }

  /** The latest failures of each queue, `limit` at most. */
  async failed(limit: number): Promise<FailedJob[]> {
    const jobs = await Promise.all(
      queueNames.map((name) => this.queue(name).getFailed(0, limit - 1))
    )
    return jobs.flat().map(asFailed)
  }

  /** Has a failed job run again with all its attempts. False if there is none with this id. */
  async rerun(id: string): Promise<boolean> {
    for (const name of queueNames) {
      const job = await this.queue(name).getJob(id)
      if (!job || !(await job.isFailed())) continue
      await this.#backend.forgetStalls(name, id)
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true })
      return true
    }
    return false
  }

  /** Wakes the parked jobs that can be run now, and says how many. */
  async releaseParked(find: FindJob): Promise<number> {
    let released = 0
    for (const name of queueNames) {
      for (const job of await parkedJobs(this.queue(name))) {
        if (!find(job.name) || !openEnvelope(job.data)) continue
        await job.updateProgress(0)
        await job.promote().then(
          () => released++,
          async (error) => {
            if (await job.isDelayed()) throw error
          }
        )
      }
    }
    return released
  }

  /** Removes completed jobs that are older than the server keeps them. */
  async sweep(): Promise<void> {
    for (const name of queueNames) {
      let swept: string[]
      do swept = await this.queue(name).clean(this.#backend.keepCompleted, SWEEP, 'completed')
      while (swept.length === SWEEP)
    }
    await this.#backend.sweep()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()))
  }
}

/** From the far end of the delayed jobs, where only parked ones lie, up to the first other one. */
async function parkedJobs(queue: Queue): Promise<Job[]> {
  const parked: Job[] = []
  for (let start = 0; ; start += PAGE) {
    const page = await queue.getJobs(['delayed'], start, start + PAGE - 1, false)
    const found = page.filter(isParked)
    parked.push(...found)
    if (found.length < PAGE) return parked
  }
}

function isParked(job: Job): boolean {
  return typeof job.progress === 'object' && 'parked' in job.progress
}

function asFailed(job: Job): FailedJob {
  const envelope = openEnvelope(job.data)
  return {
    id: job.id!,
    name: job.name,
    queue: job.queueName,
    scope: envelope?.scope ?? null,
    payload: envelope?.payload ?? null,
    reason: job.failedReason ?? '',
    attempts: job.attemptsMade,
    failedAt: new Date(job.finishedOn ?? 0),
  }
}
