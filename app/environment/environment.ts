import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { JobBuffer } from '../jobs/buffer.ts'
import { writeJobs } from '../jobs/outbox.ts'
import type { ScopedDatabase } from './scoped_database.ts'
import type { Asker, Origin } from './scope.ts'
import { E_ENVIRONMENT_CLOSED, E_ENVIRONMENT_NOT_OPEN, E_OUTSIDE_ENVIRONMENT } from './errors.ts'

/** One prepared statement: `name` lets PostgreSQL keep its plan for the connection. */
export interface Statement {
  name?: string
  text: string
  values?: unknown[]
  /** Puts into a row what is made of the values that were read. */
  complete?: (row: Record<string, unknown>) => void
}

export type Rows = Record<string, unknown>[]

interface Collected {
  key: string
  item: unknown
  work: (items: readonly unknown[]) => Promise<void>
}

type BeforeCommit = (client: pg.ClientBase) => Promise<void>

const current = new AsyncLocalStorage<Environment>()

/**
 * Who is asking, and the one transaction in which everything that they ask happens. A page, an
 * API call, a job, a webhook and a command each run in one; there is no other way to the data.
 */
export class Environment {
  static #database: ScopedDatabase
  static #origin: Origin | undefined

  /** Called once by the database provider. `origin` is that of whatever names none of its own. */
  static use(database: ScopedDatabase, origin?: Origin) {
    this.#database = database
    this.#origin = origin
  }

  /** The environment of the running code, if there is one. */
  static get(): Environment | undefined {
    return current.getStore()
  }

  /** The environment of the running code. Throws E_OUTSIDE_ENVIRONMENT. */
  static current(): Environment {
    const environment = current.getStore()
    if (!environment) throw new E_OUTSIDE_ENVIRONMENT()
    return environment
  }

  /**
   * Runs `work` in an open environment of its own and commits; an exception rolls everything
   * back. Inside an environment of the same tenant, use that one instead of a second connection.
   */
  static async run<T>(asker: Asker, work: (environment: Environment) => Promise<T>): Promise<T> {
    const environment = new Environment(asker)
    return environment.enter(async () => {
      try {
        await environment.open()
        const result = await work(environment)
        await environment.commit()
        return result
      } catch (error) {
        await environment.rollback()
        throw error
      }
    })
  }

  readonly asker: Asker
  /** Jobs that the transaction writes before it commits; none of them exists if it does not. */
  readonly jobs = new JobBuffer()
  #entryId: string | undefined
  #hasWritten = false
  #opening: Promise<TransactionClientContract> | undefined
  #transaction: TransactionClientContract | undefined
  #closed = false
  #beforeCommit: BeforeCommit[] = []
  #collected: Collected[] = []
  #afterCommit: (() => void)[] = []

  constructor(asker: Asker) {
    this.asker =
      asker.origin || !Environment.#origin ? asker : { ...asker, origin: Environment.#origin }
  }

  /** An environment of the same asker with no part in this one's transaction. */
  aside(): Environment {
    return new Environment(this.asker)
  }

  /** Runs `work` with this environment as the current one. Opens and ends nothing. */
  enter<T>(work: () => T): T {
    return current.run(this, work)
  }

  /** Id of the entry in the audit log that everything written here will belong to. */
  get entryId(): string {
    return (this.#entryId ??= uuidv7())
  }

  /** Whether a record has been written, so that there will be an entry. */
  get hasWritten(): boolean {
    return this.#hasWritten
  }

  /** Says that a record has been written. */
  noteWrite() {
    this.#hasWritten = true
  }

  get isOpen(): boolean {
    return this.#transaction !== undefined && !this.#closed
  }

  /** Whether it was committed or rolled back: nothing is read or written in it any more. */
  get hasEnded(): boolean {
    return this.#closed
  }

  /** Opens the transaction unless it is open already. */
  async open(): Promise<TransactionClientContract> {
    if (this.#closed) throw new E_ENVIRONMENT_CLOSED()
    this.#opening ??= Environment.#database
      .beginEnvironment(this.asker, this.entryId)
      .then((transaction) => {
        this.#transaction = transaction
        return transaction
      })
    return this.#opening
  }

  /** The open transaction, for Lucid. Throws E_ENVIRONMENT_NOT_OPEN, E_ENVIRONMENT_CLOSED. */
  get transaction(): TransactionClientContract {
    if (this.#closed) throw new E_ENVIRONMENT_CLOSED()
    if (!this.#transaction) throw new E_ENVIRONMENT_NOT_OPEN()
    return this.#transaction
  }

  /** The PostgreSQL connection of the open transaction. */
  async client(): Promise<pg.ClientBase> {
    const transaction = await this.open()
    return transaction.knexClient.client.acquireConnection()
  }

  /** Runs one statement in the transaction and returns its rows. */
  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: unknown[] = []
  ): Promise<Row[]> {
    const client = await this.client()
    const result = await client.query<Row & pg.QueryResultRow>({ text, values })
    return result.rows
  }

  /**
   * Reads with several statements in one round trip. Without an open transaction they travel
   * with their own read-only BEGIN and COMMIT in a single packet; otherwise they see what the
   * open transaction has written.
   */
  async read(statements: Statement[]): Promise<Rows[]> {
    if (this.#closed) throw new E_ENVIRONMENT_CLOSED()
    const answers = await this.#answers(statements)
    statements.forEach(({ complete }, index) => complete && answers[index]!.forEach(complete))
    return answers
  }

  async #answers(statements: Statement[]): Promise<Rows[]> {
    if (!this.#opening) return Environment.#database.readOnce(this.asker, statements)
    const client = await this.client()
    const results = await Promise.all(statements.map((statement) => client.query(statement)))
    return results.map((result) => result.rows)
  }

  /** Registers work to be done on the transaction's connection right before it commits. */
  beforeCommit(work: BeforeCommit) {
    this.#beforeCommit.push(work)
  }

  /**
   * Keeps an item until the transaction is about to commit; then `work` gets all items of the key
   * that no savepoint has taken back, at once.
   */
  collect<Item>(key: string, item: Item, work: (items: readonly Item[]) => Promise<void>) {
    this.#collected.push({ key, item, work: work as Collected['work'] })
  }

  /** Registers what this process does once the transaction has committed. Must not throw. */
  afterCommit(work: () => void) {
    this.#afterCommit.push(work)
  }

  /** Runs `work` in a savepoint, which may be inside another one: when it throws, only its own changes are undone. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    await this.open()
    const outer = this.transaction
    const inner = await outer.transaction()
    const kept = this.#beforeCommit.length
    const collected = this.#collected.length
    const jobs = this.jobs.mark()
    this.#transaction = inner
    try {
      const result = await work()
      await inner.commit()
      return result
    } catch (error) {
      this.#beforeCommit.length = kept
      this.#collected.length = collected
      this.jobs.rollbackTo(jobs)
      await inner.rollback()
      throw error
    } finally {
      this.#transaction = outer
    }
  }

  async commit(): Promise<void> {
    if (this.#closed) return
    if (!this.#opening && this.jobs.isEmpty) {
      this.jobs.take()
      this.#closed = true
      return
    }
    const transaction = await this.open()
    try {
      const client = await this.client()
      for (const [, items] of Map.groupBy(this.#collected, ({ key }) => key)) {
        await items[0]!.work(items.map(({ item }) => item))
      }
      await writeJobs(client, this.jobs.take())
      for (const work of this.#beforeCommit) await work(client)
      this.#closed = true
      await transaction.commit()
      for (const work of this.#afterCommit) work()
    } catch (error) {
      await this.rollback()
      throw error
    }
  }

  async rollback(): Promise<void> {
    this.#closed = true
    const transaction = await this.#opening?.catch(() => undefined)
    if (transaction && !transaction.isCompleted) await transaction.rollback()
  }
}
