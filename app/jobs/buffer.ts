import type { Envelope } from './envelope.ts'
import type { Backoff, QueueName } from './settings.ts'
import { E_JOBS_WRITTEN } from './errors.ts'

/** A job on its way into the queue. */
export interface BufferedJob {
  /** A UUID; the idempotency key of everything that the job does elsewhere. */
  id: string
  name: string
  queue: QueueName
  data: Envelope
  attempts: number
  backoff: Backoff
  /** Milliseconds. */
  delay: number
  priority: number
  /** While a job with this key waits, another one is not added. Holds the tenant. */
  uniqueKey: string | null
}

/**
 * The jobs that an environment has enqueued and its transaction has not written yet. A savepoint
 * takes a mark when it begins and goes back to it when it is undone.
 */
export class JobBuffer {
  #jobs: BufferedJob[] = []
  #written = false

  get isEmpty(): boolean {
    return this.#jobs.length === 0
  }

  /** Throws E_JOBS_WRITTEN when the jobs have been taken already. */
  add(job: BufferedJob) {
    if (this.#written) throw new E_JOBS_WRITTEN([job.name])
    this.#jobs.push(job)
  }

  mark(): number {
    return this.#jobs.length
  }

  rollbackTo(mark: number) {
    this.#jobs.length = mark
  }

  /** Hands the jobs over to be written. Nothing can be added afterwards. */
  take(): BufferedJob[] {
    this.#written = true
    return this.#jobs.splice(0)
  }
}
