import type { ScopedDatabase } from '../environment/scoped_database.ts'
import { E_DEADLINE } from './deadline.ts'
import { findStatement, storeStatement, type Arrival } from './store.ts'

interface Waiting {
  arrival: Arrival
  since: number
  resolve: () => void
  reject: (error: unknown) => void
}

/** How many events one transaction stores at most. */
const MOST = 16

/**
 * Stores events. Those of one tenant that arrive while others are being written wait for them and
 * then share a transaction: PostgreSQL lets no two transactions that notify workers commit at
 * once, so a flood that is written one by one waits for the disk one by one.
 */
export class EventWriter {
  #database: ScopedDatabase
  #patience: number
  #queues = new Map<string, Waiting[]>()

  /** `patience` is how long PostgreSQL may take, in milliseconds. */
  constructor(database: ScopedDatabase, patience: number) {
    this.#database = database
    this.#patience = patience
  }

  /**
   * Resolves when PostgreSQL has confirmed that the event is stored with its job, or that it was
   * stored before.
   */
  store(arrival: Arrival): Promise<void> {
    const { tenantId } = arrival.endpoint
    return new Promise((resolve, reject) => {
      const waiting = { arrival, since: Date.now(), resolve, reject }
      const queue = this.#queues.get(tenantId)
      if (queue) return void queue.push(waiting)
      this.#queues.set(tenantId, [waiting])
      void this.#empty(tenantId)
    })
  }

  /** Whether an event was stored before. */
  async isKnown(arrival: Arrival): Promise<boolean> {
    const scope = scopeOf(arrival.endpoint.tenantId)
    const [rows] = await this.#database.readOnce(scope, [findStatement(arrival)])
    return rows!.length > 0
  }

  /** Nobody waits any more for what has waited too long. */
  async #empty(tenantId: string) {
    const queue = this.#queues.get(tenantId)!
    while (queue.length > 0) {
      const batch = queue.splice(0, MOST)
      const inTime = batch.filter(({ since }) => Date.now() - since < this.#patience)
      for (const late of batch) if (!inTime.includes(late)) late.reject(new E_DEADLINE())
      if (inTime.length > 0) await this.#write(tenantId, inTime)
    }
    this.#queues.delete(tenantId)
  }

  /** What cannot be stored together is stored one by one, so that none suffers for another. */
  async #write(tenantId: string, batch: Waiting[]): Promise<void> {
    const arrivals = batch.map(({ arrival }) => arrival).sort(byEventId)
    const signal = AbortSignal.timeout(this.#patience)
    try {
      await this.#database.writeOnce(scopeOf(tenantId), [storeStatement(arrivals)], signal)
      for (const { resolve } of batch) resolve()
    } catch (error) {
      const isOneEventsFault = batch.length > 1 && !signal.aborted && isRefusal(error)
      if (isOneEventsFault) for (const waiting of batch) await this.#write(tenantId, [waiting])
      else for (const { reject } of batch) reject(error)
    }
  }
}

/** Whether PostgreSQL is there and has said no. */
function isRefusal(error: unknown): boolean {
  const { code } = error as { code?: string }
  return /^[0-9A-Z]{5}$/.test(code ?? '') && !/^(08|57|53)/.test(code!)
}

/** In one order everywhere, so that two processes never wait for each other's events. */
function byEventId(one: Arrival, other: Arrival): number {
  return one.eventId < other.eventId ? -1 : 1
}

function scopeOf(tenantId: string) {
  return { tenantId, userId: null, locationIds: null }
}
