import type { Statement } from '../environment/environment.ts'
import type { Scope } from '../environment/scope.ts'

const LIFETIME = 30_000
const MOST = 5_000

interface Entry {
  count: number
  expires: number
  table: string
  tenantId: string
}

/**
 * Numbers of records, remembered for half a minute, because counting costs more than the page
 * that shows the number. The key holds everything the number depends on: the statement with its
 * values, the tenant, the user and the locations. A write in this process forgets the table's
 * numbers at once; writes of other processes show after the half minute.
 */
export class CountCache {
  #entries = new Map<string, Entry>()

  get(scope: Scope, statement: Statement): number | undefined {
    const entry = this.#entries.get(keyOf(scope, statement))
    return entry && entry.expires > Date.now() ? entry.count : undefined
  }

  set(scope: Scope, table: string, statement: Statement, count: number) {
    if (this.#entries.size >= MOST) this.#entries.clear()
    this.#entries.set(keyOf(scope, statement), {
      count,
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

/** The numbers of this process. */
export const counts = new CountCache()

function keyOf(scope: Scope, statement: Statement): string {
  return JSON.stringify([
    scope.tenantId,
    scope.userId,
    scope.locationIds,
    statement.text,
    statement.values,
  ])
}
