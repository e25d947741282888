import type pg from 'pg'
import type { JobBackend } from './backend.ts'
import { E_JOB_NOT_FAILED } from './errors.ts'
import type { FailedJob } from './failed_job.ts'
import { JobQueues, type JobCounts } from './job_queues.ts'
import { JobRunner, type FindJob, type RunIn } from './job_runner.ts'
import { JobWorkers } from './job_workers.ts'
import { Outage, type JobLogger } from './outage.ts'
import { PostgresBackend } from './postgres_backend.ts'
import { QueuePool } from './queue_pool.ts'
import { RedisBackend, type RedisSettings } from './redis_backend.ts'
import { timing as defaultTiming, type Timing } from './settings.ts'

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
  #workers: JobWorkers
  #sweeping: NodeJS.Timeout | undefined
  #closing: Promise<void> | undefined

  constructor(config: JobsConfig) {
    const { logger, concurrency = 10 } = config
    this.#config = config
    this.#timing = { ...defaultTiming, ...config.timing }
    this.#workers = new JobWorkers({ timing: this.#timing, concurrency, logger })
    const outage = new Outage('PostgreSQL', logger)
    this.#pool = new QueuePool(config.database, concurrency > 4 ? 6 : 4, outage)
    this.#backends = [new PostgresBackend(this.#pool, outage)]
    if (config.redis) {
      const redisOutage = new Outage('Redis', logger)
      this.#backends.unshift(new RedisBackend(config.redis, this.#pool, redisOutage))
    }
    this.#queues = this.#backends.map((backend) => new JobQueues(backend))
  }

  /** Begins to run jobs. Resolves when all workers do; while a server is away, it waits for it. */
  async start(): Promise<void> {
    const { maxStalledCount, sweepInterval } = this.#timing
    const { find, runIn } = this.#config
    const [backend, postgres] = this.#backends
    const isDatabaseReachable = () => this.#pool.isReachable()
    const runner = new JobRunner({ backend, find, runIn, maxStalledCount, isDatabaseReachable })
    this.#workers.add(backend, runner)
    if (postgres) this.#workers.addRelays(postgres, backend, this.#queues[0])
    await this.#workers.start()
    if (this.#closing) return
    this.#sweeping = setInterval(() => void this.#sweep(), sweepInterval).unref()
    await this.#sweep()
  }

  /** Stops taking jobs, waits up to 25 s for those that run, and gives the others back. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** Jobs of every tenant that were given up after their last attempt, latest first. */
  async failedJobs(limit = 100): Promise<FailedJob[]> {
    const failed = await Promise.all(this.#queues.map((queues) => queues.failed(limit)))
    const latestFirst = failed.flat().sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
    return latestFirst.slice(0, limit)
  }

  /** Has a failed job run again, with all its attempts. Throws E_JOB_NOT_FAILED. */
  async rerun(id: string): Promise<void> {
    for (const queues of this.#queues) if (await queues.rerun(id)) return
    throw new E_JOB_NOT_FAILED([id])
  }

  /** Lets the jobs run that waited for a module which is installed now, and says how many. */
  async releaseParked(): Promise<number> {
    const { find } = this.#config
    const released = await Promise.all(this.#queues.map((queues) => queues.releaseParked(find)))
    return released.reduce((sum, count) => sum + count, 0)
  }

  /** Lets the jobs run that waited for a module, without waiting for it; an outage is reported. */
  releaseParkedSoon(): void {
    for (const [index, queues] of this.#queues.entries()) {
      queues.releaseParked(this.#config.find).catch(this.#backends[index].outage.report)
    }
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

  async #sweep(): Promise<void> {
    for (const [index, queues] of this.#queues.entries()) {
      const { outage } = this.#backends[index]
      await queues.sweep().catch(outage.report)
      await queues.releaseParked(this.#config.find).catch(outage.report)
    }
  }

  async #close(): Promise<void> {
    clearInterval(this.#sweeping)
    await this.#workers.close()
    await Promise.all(this.#queues.map((queues) => queues.close()))
    await Promise.all(this.#backends.map((backend) => backend.close()))
    await this.#pool.end()
  }
}
