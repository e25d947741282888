import type pg from 'pg'
import { reason } from '../../domains/reasons.ts'
import type { Look } from './catalogue.ts'
import { E_PLAN_CHANGED } from './errors.ts'
import type { Operation, PlannedStatement } from './operation.ts'
import type { ShippedEffect } from '../ship_data.ts'
import { Observer } from './observer.ts'

/** A statement as it goes to PostgreSQL. */
export type Spoken = Pick<PlannedStatement, 'sql' | 'bindings'>

type Callback = (error: Error | null, result?: pg.QueryResult) => void
type Query = (config: pg.QueryConfig | string, values?: unknown) => Promise<pg.QueryResult>

/** Savepoints carry names that count up in the process; they change nothing. */
const SAVEPOINT = /^\s*(savepoint|release|rollback to)\b/i

/**
 * Stands between an operation and its connection. Every statement passes here on its way to
 * PostgreSQL, whoever sends it: Lucid, knex, a migration. In a rehearsal each is recorded with
 * what it did; in an execution each is compared with the planned one before it is sent.
 */
export class Recorder {
  readonly statements: PlannedStatement[] = []
  /** What became of the records that modules ship. */
  readonly shipped: (ShippedEffect & { module: string })[] = []
  #connection: pg.ClientBase
  #send: Query
  #planned: readonly Spoken[] | null
  #observer: Observer | null
  #operation: Operation | undefined

  /** Without `planned` it is a rehearsal. */
  constructor(connection: pg.ClientBase, planned: readonly Spoken[] | null) {
    this.#connection = connection
    this.#send = connection.query.bind(connection) as unknown as Query
    this.#planned = planned
    this.#observer = planned ? null : new Observer(this.look)
  }

  /** Runs a statement that is no part of the operation. */
  readonly look: Look = async <Row>(sql: string, values: unknown[] = []) => {
    const { rows } = await this.#send({ text: sql, values })
    return rows as Row[]
  }

  /** Runs a statement of the operation. */
  readonly run = (sql: string, values: unknown[] = []) => this.#speak({ text: sql, values })

  /** Watches the connection while `work` runs, and lets it go again however that ends. */
  async watch(work: () => Promise<void>): Promise<void> {
    await this.#observer?.begin()
    const connection = this.#connection as unknown as { query?: unknown }
    connection.query = (config: pg.QueryConfig | string, values?: unknown, callback?: Callback) => {
      const done = typeof values === 'function' ? (values as Callback) : callback
      const text = typeof config === 'string' ? config : config.text
      const given = typeof config === 'string' ? values : config.values
      const answer = this.#speak({ text, values: Array.isArray(given) ? given : [] })
      if (!done) return answer
      answer.then(
        (result) => done(null, result),
        (error: Error) => done(error)
      )
    }
    try {
      await work()
    } finally {
      delete connection.query
    }
  }

  /** Says for which operation the statements from here on are. */
  beginOperation(operation: Operation) {
    this.#operation = operation
  }

  /** Throws E_PLAN_CHANGED if statements are left in the plan. */
  end() {
    const left = this.#planned?.[this.statements.length]
    if (left) throw this.#differs(left, null)
  }

  async #speak({ text, values = [] }: { text: string; values?: unknown[] }) {
    if (SAVEPOINT.test(text)) return this.#send({ text, values })
    const spoken: Spoken = { sql: text, bindings: values }
    if (this.#planned) {
      const planned = this.#planned[this.statements.length] ?? null
      if (!planned || wordsOf(planned) !== wordsOf(spoken)) throw this.#differs(planned, spoken)
    }
    const began = performance.now()
    const result = await this.#send({ text, values })
    const milliseconds = performance.now() - began
    this.statements.push({
      operation: this.#operation!,
      ...spoken,
      rows: rowsOf(result),
      milliseconds,
      ...((await this.#observer?.look()) ?? { locks: [], rewrites: [] }),
    })
    return result
  }

  #differs(planned: Spoken | null, spoken: Spoken | null) {
    const number = this.statements.length + 1
    const end = reason('planEnd')
    return new E_PLAN_CHANGED(number, planned?.sql ?? end, spoken?.sql ?? end)
  }
}

/** The exact words of a statement, values included. */
export function wordsOf({ sql, bindings }: Spoken): string {
  return JSON.stringify([sql, bindings])
}

function rowsOf(result: pg.QueryResult | pg.QueryResult[]): number {
  const changes = [result].flat().filter(({ command }) => command && command !== 'SELECT')
  return changes.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0)
}
