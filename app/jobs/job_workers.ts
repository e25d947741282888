import type { JobBackend } from './backend.ts'
import type { JobQueues } from './job_queues.ts'
import type { JobLogger } from './outage.ts'
import { Relay } from './relay.ts'
import { queueNames, type Timing } from './settings.ts'
import { JobWorker, type JobProcess, type JobWorkerOptions } from './worker.ts'

/** Deaths do not count against a relay: what it does is harmless, and no job may be lost there. */
const ANY_NUMBER = 1_000_000

export interface JobWorkersOptions {
  timing: Timing
  concurrency: number
  logger: JobLogger
}

/** The workers of a process: one for each queue, and as many relays where jobs go to Redis. */
export class JobWorkers {
  #options: JobWorkersOptions
  #workers: JobWorker[] = []

  constructor(options: JobWorkersOptions) {
    this.#options = options
  }

  /** Workers that run the jobs of a server. */
  add(backend: JobBackend, process: JobProcess) {
    for (const queue of queueNames) this.#add({ backend, queue, process })
  }

  /** Workers that hand the jobs of one server on to the queues of another. */
  addRelays(from: JobBackend, to: JobBackend, queues: JobQueues) {
    const timing = { ...this.#options.timing, maxStalledCount: ANY_NUMBER }
    for (const queue of queueNames) {
      const process = new Relay(queues.queue(queue), to.outage)
      this.#add({ backend: from, queue, process, timing })
    }
  }

  async start(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.start()))
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()))
  }

  #add(options: Omit<JobWorkerOptions, keyof JobWorkersOptions> & Partial<JobWorkersOptions>) {
    this.#workers.push(new JobWorker({ ...this.#options, ...options }))
  }
}
