import type pg from 'pg'
import {
  Queue,
  Worker,
  createPostgresBackend,
  type BackendFactory,
  type Processor,
  type RedisQueueBackend,
} from 'bullmq'
import type { HeldJob, JobBackend, WorkerSettings } from './backend.ts'
import { E_JOB_TAKEN_OVER } from './errors.ts'
import type { Outage } from './outage.ts'
import type { QueuePool } from './queue_pool.ts'
import { keepCompleted, type QueueName } from './settings.ts'
import { maxEvents, workerOptions } from './worker_options.ts'

/** SQLSTATE of BullMQ's functions: the job is gone, not active, or locked with another token. */
const REFUSED = 'BM001'

/** Jobs in the database that the data lives in. */
export class PostgresBackend implements JobBackend {
  readonly server = 'PostgreSQL'
  readonly keepCompleted = keepCompleted
  readonly settlesQueue = true
  readonly outage: Outage
  #pool: QueuePool

  constructor(pool: QueuePool, outage: Outage) {
    this.#pool = pool
    this.outage = outage
  }

  openWorker(queue: QueueName, processor: Processor, settings: WorkerSettings): Worker {
    const { drainDelay } = settings.timing
    const options = { ...workerOptions(settings), connection: this.#connection }
    return new Worker(queue, processor, options, shortSleeps(drainDelay))
  }

  openQueue(queue: QueueName): Queue {
    const options = { ...maxEvents, connection: this.#connection }
    return new Queue(queue, options, asRedis(createPostgresBackend))
  }

  /**
   * Completes the job in its own transaction: what it did and that it is done become true
   * together. The function refuses a token that no longer holds the job.
   */
  async settle(client: pg.ClientBase, { queue, job, token }: HeldJob): Promise<void> {
    try {
      await client.query({
        name: 'jobs.settle',
        text: `select bullmq.move_to_completed($1, $2, $3, 'null', $4, false, null, null)`,
        values: [queue, job.id, token, Date.now()],
      })
    } catch (error) {
      if ((error as pg.DatabaseError).code === REFUSED) throw new E_JOB_TAKEN_OVER([job.id!])
      throw error
    }
  }

  /** Not `job.moveToWait()`: that one also takes back a job that commits at the same moment. */
  async release({ queue, job, token }: HeldJob): Promise<void> {
    await this.#pool.query(
      `with released as (
         update bullmq.job set state = 'waiting', lock_token = null, locked_until_ms = null
         where queue = $1 and id = $2 and state = 'active' and lock_token = $3 returning queue)
       select pg_notify('bullmq_jobs', queue) from released`,
      [queue, job.id, token]
    )
  }

  async forgetStalls(queue: QueueName, id: string): Promise<void> {
    await this.#pool.query('update bullmq.job set stalled_count = 0 where queue = $1 and id = $2', [
      queue,
      id,
    ])
  }

  async sweep(): Promise<void> {}

  async close(): Promise<void> {}

  get #connection() {
    return this.#pool as never
  }
}

/**
 * An idle worker sleeps until the next delayed job is due, up to an hour; a notification that
 * goes missing in that time would leave a job waiting as long.
 */
function shortSleeps(seconds: number) {
  return asRedis((name, options, settings) => {
    const backend = createPostgresBackend(name, options, settings)
    return Object.defineProperty(backend, 'maximumBlockTimeout', { value: seconds })
  })
}

/** The types of a queue name Redis wherever they could name the backend that it was given. */
function asRedis(factory: typeof createPostgresBackend) {
  return factory as unknown as BackendFactory<RedisQueueBackend>
}
