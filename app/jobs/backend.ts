import type pg from 'pg'
import type { Job, Processor, Queue, Worker } from 'bullmq'
import type { Outage } from './outage.ts'
import type { QueueName, Timing } from './settings.ts'

/** A job that this process is running, and the lock token that proves it. */
export interface HeldJob {
  queue: QueueName
  job: Job
  token: string
}

export interface WorkerSettings {
  timing: Timing
  concurrency: number
}

/** One of the two servers that a queue can live on. */
export interface JobBackend {
  readonly server: 'PostgreSQL' | 'Redis'
  readonly outage: Outage
  /** How long completed jobs are kept, in milliseconds. */
  readonly keepCompleted: number
  /** Opens a worker that does not run yet. */
  openWorker(queue: QueueName, processor: Processor, settings: WorkerSettings): Worker
  openQueue(queue: QueueName): Queue
  /**
   * The last statement of a job's transaction: what the transaction did can be committed once and
   * never again, however often the job is started. Throws E_JOB_TAKEN_OVER when that has happened
   * already, or when another worker holds the job.
   */
  settle(client: pg.ClientBase, held: HeldJob): Promise<void>
  /** Whether `settle` has completed the job, so that nothing is left to do for BullMQ. */
  readonly settlesQueue: boolean
  /** Gives a running job back, so that another worker can take it at once. */
  release(held: HeldJob): Promise<void>
  /** Forgets how many workers died of a job. */
  forgetStalls(queue: QueueName, id: string): Promise<void>
  /** Removes what is needed no longer; called now and then. */
  sweep(): Promise<void>
  close(): Promise<void>
}
