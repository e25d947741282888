import type { Queue } from 'bullmq'
import type { HeldJob } from './backend.ts'
import { isLostConnection, type Outage } from './outage.ts'
import { postpone } from './postpone.ts'
import type { JobProcess } from './worker.ts'

/** The pause before a job that found Redis away is offered to it again, in milliseconds. */
const PAUSE = 1000

/**
 * Hands the jobs that transactions have written to PostgreSQL on to Redis, under the same id. If
 * it dies between the two, it does so again, and Redis ignores an id that it has already.
 */
export class Relay implements JobProcess {
  #queue: Queue
  #outage: Outage

  constructor(queue: Queue, outage: Outage) {
    this.#queue = queue
    this.#outage = outage
  }

  /** The delay is over when a job arrives here. An absent Redis costs the job no attempt. */
  async run(held: HeldJob): Promise<void> {
    const { job } = held
    const { delay: _over, ...options } = job.opts
    try {
      await this.#queue.add(job.name, job.data, { ...options, jobId: job.id })
    } catch (error) {
      if (!isLostConnection(error)) throw error
      this.#outage.begin(error)
      await postpone(held, PAUSE)
    }
  }
}
