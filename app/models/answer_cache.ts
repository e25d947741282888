import type { Rows, Statement } from '../environment/environment.ts'
import type { Scope } from '../environment/scope.ts'

const LIFETIME = 30_000

interface Entry<Answer> {
  answer: Answer
  expires: number
  table: string
  tenantId: string
}

/**
 * Answers that cost more than the page that shows them, remembered for half a minute: numbers of
 * records, and the records that a drop-down list offers. The key holds everything that an answer
 * depends on: the statement with its values, the tenant, the user and the locations. A write in
 * this process forgets the answers about its table when it commits; writes of other processes
 * show after the half minute.
 */
export class AnswerCache<Answer> {
  #entries = new Map<string, Entry<Answer>>()
  #most: number

  /** `most` answers are kept at once. */
  constructor(most: number) {
    this.#most = most
  }

  get(scope: Scope, statement: Statement): Answer | undefined {
    const entry = this.#entries.get(keyOf(scope, statement))
    return entry && entry.expires > Date.now() ? entry.answer : undefined
  }

  set(scope: Scope, table: string, statement: Statement, answer: Answer) {
    if (this.#entries.size >= this.#most) this.#entries.clear()
    this.#entries.set(keyOf(scope, statement), {
      answer,
      expires: Date.now() + LIFETIME,
      table,
      tenantId: scope.tenantId,
    })
  }

  forget(tenantId: string, table: string) {
    for (const [key, entry] of this.#entries) {
      if (entry.table === table && entry.tenantId === tenantId) this.#entries.delete(key)
    }
  }

  clear() {
    this.#entries.clear()
  }
}

/** Numbers of records. */
export const counts = new AnswerCache<number>(5_000)

/** Records that drop-down lists offer. */
export const offers = new AnswerCache<Rows>(500)

/** Forgets what is known about a table of a tenant. */
export function forgetAnswers(tenantId: string, table: string) {
  counts.forget(tenantId, table)
  offers.forget(tenantId, table)
}

function keyOf(scope: Scope, statement: Statement): string {
  return JSON.stringify([
    scope.tenantId,
    scope.userId,
    scope.locationIds,
    statement.text,
    statement.values,
  ])
}
