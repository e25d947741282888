import type { Queue } from 'bullmq'
import { atMost } from './at_most.ts'
import type { JobBackend } from './backend.ts'
import { openEnvelope } from './envelope.ts'
import { asFailedJob, type FailedJob } from './failed_job.ts'
import type { FindJob } from './job_runner.ts'
import { parkedJobs, release } from './parking.ts'
import { queueNames, type QueueName } from './settings.ts'

/** How many jobs are in which state. Parked jobs and those to be tried again count as delayed. */
export interface JobCounts {
  waiting: number
  active: number
  delayed: number
  failed: number
}

const CLOSING = 2000
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
      const states = ['wait', 'prioritized', 'active', 'delayed', 'failed'] as const
      const found = await this.queue(name).getJobCounts(...states)
      counts.waiting += found.wait + found.prioritized
      counts.active += found.active
      counts.delayed += found.delayed
      counts.failed += found.failed
    }
    return counts
  }

  /** The latest failures of each queue, `limit` at most. */
  async failed(limit: number): Promise<FailedJob[]> {
    const pages = queueNames.map((name) => this.queue(name).getFailed(0, limit - 1))
    const jobs = await Promise.all(pages)
    return jobs.flat().map(asFailedJob)
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

  /** Lets the parked jobs run that somebody knows now, and says how many. */
  async releaseParked(find: FindJob): Promise<number> {
    let released = 0
    for (const name of queueNames) {
      for (const job of await parkedJobs(this.queue(name))) {
        const isKnown = find(job.name) && openEnvelope(job.data)
        if (isKnown && (await release(job))) released++
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
    const queues = [...this.#queues.values()]
    await atMost(CLOSING, Promise.all(queues.map((queue) => queue.close())))
  }
}
