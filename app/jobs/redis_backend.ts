import type pg from 'pg'
import { Redis } from 'ioredis'
import { Queue, Worker, type Processor } from 'bullmq'
import type { HeldJob, JobBackend, WorkerSettings } from './backend.ts'
import { E_JOB_TAKEN_OVER } from './errors.ts'
import type { Outage } from './outage.ts'
import type { QueuePool } from './queue_pool.ts'
import { keepCompletedInRedis, type QueueName } from './settings.ts'
import { maxEvents, workerOptions } from './worker_options.ts'

/** How long receipts are kept. No job may be rescued later than this after it has committed. */
const KEEP_RECEIPTS = '30 days'

export interface RedisSettings {
  url: string
  /** Begins every key, so that several installations can share a server. */
  prefix: string
}

/** Jobs in Redis. It needs `appendonly yes` and `maxmemory-policy noeviction`, or jobs are lost. */
export class RedisBackend implements JobBackend {
  readonly server = 'Redis'
  readonly keepCompleted = keepCompletedInRedis
  readonly settlesQueue = false
  readonly outage: Outage
  #prefix: string
  #worker: Redis
  #queue: Redis
  #pool: QueuePool

  constructor(settings: RedisSettings, pool: QueuePool, outage: Outage) {
    this.outage = outage
    this.#prefix = settings.prefix
    this.#pool = pool
    this.#worker = this.#connect(settings.url, null)
    this.#queue = this.#connect(settings.url, 1)
  }

  openWorker(queue: QueueName, processor: Processor, settings: WorkerSettings): Worker {
    const options = { ...workerOptions(settings), prefix: this.#prefix, connection: this.#worker }
    return new Worker(queue, processor, options)
  }

  openQueue(queue: QueueName): Queue {
    return new Queue(queue, { ...maxEvents, prefix: this.#prefix, connection: this.#queue })
  }

  /**
   * Leaves a receipt in the job's transaction. The lock is in Redis, where a transaction cannot
   * hold it; of two runs of a job, the first to commit leaves the receipt and the other one stops.
   */
  async settle(client: pg.ClientBase, { job }: HeldJob): Promise<void> {
    const result = await client.query({
      name: 'jobs.receipt',
      text: 'insert into bullmq.tatami_receipts (job_id) values ($1) on conflict do nothing',
      values: [job.id],
    })
    if (result.rowCount === 0) throw new E_JOB_TAKEN_OVER([job.id!])
  }

  async release({ job, token }: HeldJob): Promise<void> {
    await job.moveToWait(token)
  }

  async forgetStalls(queue: QueueName, id: string): Promise<void> {
    await this.#queue.hdel(`${this.#prefix}:${queue}:${id}`, 'stc')
  }

  async sweep(): Promise<void> {
    await this.#pool.query(
      `delete from bullmq.tatami_receipts where committed_at < now() - $1::interval`,
      [KEEP_RECEIPTS]
    )
  }

  async close(): Promise<void> {
    this.#worker.disconnect()
    this.#queue.disconnect()
  }

  /** A worker must wait for Redis for ever; whoever adds to a queue wants to hear that it is away. */
  #connect(url: string, maxRetriesPerRequest: number | null): Redis {
    const retryStrategy = (times: number) => Math.min(times * 100, 2000)
    const redis = new Redis(url, { maxRetriesPerRequest, retryStrategy })
    redis.on('error', this.outage.report)
    redis.on('ready', () => this.outage.end())
    return redis
  }
}
