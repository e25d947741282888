import { setTimeout as sleep } from 'node:timers/promises'
import { DelayedError, type Worker } from 'bullmq'
import { atMost } from './at_most.ts'
import type { HeldJob, JobBackend, WorkerSettings } from './backend.ts'
import type { JobLogger } from './outage.ts'
import type { QueueName } from './settings.ts'
import { identify, listen } from './worker_events.ts'

/** What is done with a job; `JobRunner` runs it, `Relay` hands it on. */
export interface JobProcess {
  run(held: HeldJob, signal: AbortSignal): Promise<void>
}

export interface JobWorkerOptions extends WorkerSettings {
  backend: JobBackend
  queue: QueueName
  process: JobProcess
  logger: JobLogger
}

/** How long a server may take to say goodbye, in milliseconds. It may be away. */
const CLOSING = 2000

/** Takes the jobs of one queue, several at a time, until it is closed. */
export class JobWorker {
  #options: JobWorkerOptions
  #worker: Worker | undefined
  #loop: Promise<unknown> | undefined
  #running = new Set<HeldJob>()
  #stop = new AbortController()

  constructor(options: JobWorkerOptions) {
    this.#options = options
  }

  /**
   * Resolves when jobs are being taken. A BullMQ worker that does not reach its server at first
   * never does: BullMQ keeps the rejected promise. So another one is opened until it does.
   */
  async start(): Promise<void> {
    const { backend, timing } = this.#options
    const { signal } = this.#stop
    const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve))
    while (!signal.aborted) {
      const worker = this.#open()
      try {
        await Promise.race([worker.waitUntilReady(), stopped])
        if (!signal.aborted) this.#loop = worker.run().catch(backend.outage.report)
        return
      } catch (error) {
        backend.outage.begin(error)
        await worker.close(true)
        await sleep(timing.runRetryDelay, null, { signal }).catch(() => {})
      }
    }
  }

  /**
   * Takes no more jobs, waits for the running ones as long as `timing.grace` says, and gives the
   * others back, so that nobody has to wait for their locks to expire.
   */
  async close(): Promise<void> {
    const { backend, timing, logger } = this.#options
    this.#stop.abort()
    const worker = this.#worker
    if (!worker) return
    await worker.pause(true)
    // Otherwise the sleeping worker would wake up for a job that is given back, and take it again.
    await atMost(CLOSING, worker.getBackend().disconnectBlocking(true))
    const deadline = Date.now() + timing.grace
    while (this.#running.size > 0 && Date.now() < deadline) await sleep(50)
    const left = [...this.#running]
    // In this order: a job that ends because of its signal must not count as a failed attempt.
    await Promise.allSettled(left.map((held) => backend.release(held)))
    worker.cancelAllJobs('the worker stops')
    for (const { job } of left) {
      logger.warn(identify(job), `Job ${job.name} is left to another worker`)
    }
    if (left.length === 0) await atMost(CLOSING, this.#loop)
    await atMost(CLOSING, worker.close(true))
  }

  #open(): Worker {
    const { backend, queue, timing, concurrency, logger } = this.#options
    const worker = backend.openWorker(
      queue,
      (job, token, signal) => this.#take({ queue, job, token: token! }, signal!),
      { timing, concurrency }
    )
    const isStopping = () => this.#stop.signal.aborted
    listen(worker, { outage: backend.outage, logger, isStopping })
    this.#worker = worker
    return worker
  }

  async #take(held: HeldJob, signal: AbortSignal): Promise<void> {
    if (this.#stop.signal.aborted) {
      await this.#options.backend.release(held)
      throw new DelayedError()
    }
    this.#running.add(held)
    try {
      await this.#options.process.run(held, signal)
    } finally {
      this.#running.delete(held)
    }
  }
}
