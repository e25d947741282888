import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { schema } from './settings.ts'
import { isLostConnection, type Outage } from './outage.ts'

const DEADLOCK = '40P01'
const SERIALIZATION_FAILURE = '40001'
const REPEATS = 5
const RECONNECT_PAUSE = 1000

/**
 * The pool that BullMQ gets. It is a facade of `pg.Pool` for three reasons, all measured:
 * BullMQ repeats a statement only after ECONNREFUSED, and records a finished job as failed after
 * any other lost connection, so all of them are given that code; it does not repeat deadlocks,
 * which is safe, because each of its statements is one function; and it reconnects ten times a
 * second, which is slowed down here.
 */
export class QueuePool {
  #pool: pg.Pool
  #outage: Outage
  #closing = new AbortController()
  /** BullMQ reads `keepAlive` from here. */
  readonly options: pg.PoolOptions

  constructor(connection: pg.PoolConfig, max: number, outage: Outage) {
    this.#outage = outage
    this.#pool = new pg.Pool({
      ...connection,
      max,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      options: `-c search_path=${schema}`,
      application_name: 'tatami jobs',
    })
    this.#pool.setMaxListeners(0)
    this.#pool.on('error', outage.report)
    this.options = this.#pool.options
  }

  /** Every queue and worker listens for errors of its pool; they are reported once instead. */
  on(): this {
    return this
  }

  removeAllListeners(): this {
    return this
  }

  async connect(): Promise<pg.PoolClient> {
    try {
      const client = await this.#pool.connect()
      this.#outage.end()
      return client
    } catch (error) {
      const refused = this.#asRefused(error)
      const { signal } = this.#closing
      if (isLostConnection(error)) await sleep(RECONNECT_PAUSE, null, { signal }).catch(() => {})
      throw refused
    }
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<{ rows: R[] }> {
    for (let repeat = 0; ; repeat++) {
      try {
        const result = await this.#pool.query<R & pg.QueryResultRow>(text, params as unknown[])
        this.#outage.end()
        return result
      } catch (error) {
        const { code } = error as pg.DatabaseError
        const repeatable = code === DEADLOCK || code === SERIALIZATION_FAILURE
        if (!repeatable || repeat >= REPEATS) throw this.#asRefused(error)
      }
    }
  }

  async isReachable(): Promise<boolean> {
    return this.query('select 1').then(
      () => true,
      (error) => (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED'
    )
  }

  async end(): Promise<void> {
    this.#closing.abort()
    await this.#pool.end()
  }

  /** Tells of a lost connection at once: told later, the server may be back already. */
  #asRefused(error: unknown): unknown {
    if (!isLostConnection(error)) return error
    this.#outage.begin(error)
    const message = `ECONNREFUSED: the queue's database cannot be reached (${error.message})`
    return Object.assign(new Error(message, { cause: error }), { code: 'ECONNREFUSED' })
  }
}
