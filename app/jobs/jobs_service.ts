import type pg from 'pg'
import type { JobBackend } from './backend.ts'
import { E_JOB_NOT_FAILED } from './errors.ts'
import { JobQueues, type FailedJob, type JobCounts } from './job_queues.ts'
import { JobRunner, type FindJob, type RunIn } from './job_runner.ts'
import { Outage, type JobLogger } from './outage.ts'
import { PostgresBackend } from './postgres_backend.ts'
import { QueuePool } from './queue_pool.ts'
import { RedisBackend, type RedisSettings } from './redis_backend.ts'
import { Relay } from './relay.ts'
import { queueNames, timing as defaultTiming, type Timing } from './settings.ts'
import { JobWorker, type JobProcess } from './worker.ts'

export interface JobsConfig {
  /** The connection of the runtime role. */
  database: pg.PoolConfig
  /** Without it, jobs stay in PostgreSQL. */
  redis?: RedisSettings
  /** Jobs that run at once in this process, for each queue; 10 unless said otherwise. */
  concurrency?: number
  timing?: Partial<Timing>
  find: FindJob
  runIn: RunIn
  logger: JobLogger
}

/**
 * The jobs of this process. Jobs are written to PostgreSQL by the transactions that enqueue them
 * and are run from there, or from Redis, to which a relay hands them on.
 */
export class JobsService {
  #config: JobsConfig
  #timing: Timing
  #pool: QueuePool
  #backends: JobBackend[]
  #queues: JobQueues[]
  #workers: JobWorker[] = []
  #sweeping: NodeJS.Timeout | undefined
  #closing: Promise<void> | undefined

  constructor(config: JobsConfig) {
    this.#config = config
    this.#timing = { ...defaultTiming, ...config.timing }
    const outage = new Outage('PostgreSQL', config.logger)
    this.#pool = new QueuePool(config.database, this.#concurrency > 4 ? 6 : 4, outage)
    this.#backends = [new PostgresBackend(this.#pool, outage)]
    if (config.redis) {
      const redisOutage = new Outage('Redis', config.logger)
      this.#backends.unshift(new RedisBackend(config.redis, this.#pool, redisOutage))
    }
    this.#queues = this.#backends.map((backend) => new JobQueues(backend))
  }

  /** Begins to run jobs. Resolves when all workers do; while a server is away, it waits for it. */
  async start(): Promise<void> {
    const { maxStalledCount, sweepInterval } = this.#timing
    const { find, runIn } = this.#config
    const [backend] = this.#backends
    const isDatabaseReachable = () => this.#pool.isReachable()
    const runner = new JobRunner({ backend, find, runIn, maxStalledCount, isDatabaseReachable })
    for (const name of queueNames) this.#addWorker(name, backend, runner)
    if (this.#backends.length > 1) this.#addRelays()
    await Promise.all(this.#workers.map((worker) => worker.start()))
    this.#sweeping = setInterval(() => void this.#sweep(), sweepInterval).unref()
    await this.releaseParked()
  }

  /** Stops taking jobs, waits up to 25 s for those that run, and gives the others back. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    clearInterval(this.#sweeping)
    await Promise.all(this.#workers.map((worker) => worker.close()))
    await Promise.all(this.#queues.map((queues) => queues.close()))
    await Promise.all(this.#backends.map((backend) => backend.close()))
    await this.#pool.end()
  }

  /** Jobs of every tenant that were given up after their last attempt, latest first. */
  async failedJobs(limit = 100): Promise<FailedJob[]> {
    const failed = await Promise.all(this.#queues.map((queues) => queues.failed(limit)))
    const latestFirst = failed.flat().sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
    return latestFirst.slice(0, limit)
  }

  /** How many jobs are in which state, on both servers together. */
  async counts(): Promise<JobCounts> {
    const [first, ...others] = await Promise.all(this.#queues.map((queues) => queues.counts()))
    for (const counts of others) {
      for (const state of ['waiting', 'active', 'delayed', 'failed'] as const) {
        first[state] += counts[state]
      }
    }
    return first
  }

  /** Has a failed job run again, with all its attempts. Throws E_JOB_NOT_FAILED. */
  async rerun(id: string): Promise<void> {
    for (const queues of this.#queues) if (await queues.rerun(id)) return
    throw new E_JOB_NOT_FAILED([id])
  }

  /** Wakes the jobs that waited for a module which is installed now, and says how many. */
  async releaseParked(): Promise<number> {
    const { find } = this.#config
    const released = await Promise.all(this.#queues.map((queues) => queues.releaseParked(find)))
    return released.reduce((sum, count) => sum + count, 0)
  }

  get #concurrency(): number {
    return this.#config.concurrency ?? 10
  }

  /** A relay does no work of its own, so no number of deaths may stop it from handing a job on. */
  #addRelays() {
    const [redis, postgres] = this.#backends
    const timing = { ...this.#timing, maxStalledCount: 1_000_000 }
    for (const name of queueNames) {
      const relay = new Relay(this.#queues[0].queue(name), redis.outage)
      this.#addWorker(name, postgres, relay, timing)
    }
  }

  #addWorker(
    name: (typeof queueNames)[number],
    backend: JobBackend,
    process: JobProcess,
    timing = this.#timing
  ) {
    const { logger } = this.#config
    const concurrency = this.#concurrency
    const worker = new JobWorker({ backend, queue: name, process, logger, timing, concurrency })
    this.#workers.push(worker)
  }

  async #sweep(): Promise<void> {
    for (const [index, queues] of this.#queues.entries()) {
      await queues.sweep().catch(this.#backends[index].outage.report)
    }
  }
}
