import logger from '@adonisjs/core/services/logger'
import { identityPool } from '../identity/connection.ts'

interface Refusals {
  key: string
  reason: string
  count: number
}

/** How long numbers are gathered before they are written, in milliseconds. */
const PAUSE = 1000

let gathered = new Map<string, Refusals>()
let timer: NodeJS.Timeout | undefined
let writing: Promise<void> = Promise.resolve()

/**
 * Counts a request that was refused, by endpoint, reason and hour. It is written a moment later
 * and together with others, so that whoever sends thousands costs no more than who sends one.
 */
export function countRefusal(key: string, reason: string) {
  add({ key, reason, count: 1 })
  timer ??= setTimeout(() => void writeRefusals(), PAUSE).unref()
}

/** Writes what was counted. Numbers that cannot be written are kept for the next time. */
export function writeRefusals(): Promise<void> {
  writing = writing.then(write)
  return writing
}

async function write() {
  clearTimeout(timer)
  timer = undefined
  const refusals = [...gathered.values()]
  gathered = new Map()
  if (refusals.length === 0) return
  try {
    await identityPool().query(
      `insert into identity.webhook_refusals (endpoint_key, reason, hour, count)
       select key, reason, date_trunc('hour', now()), refused.count
       from unnest($1::text[], $2::text[], $3::bigint[]) as refused (key, reason, count)
       join identity.webhook_endpoints using (key)
       on conflict (endpoint_key, reason, hour) do update
         set count = webhook_refusals.count + excluded.count`,
      [
        refusals.map(({ key }) => key),
        refusals.map(({ reason }) => reason),
        refusals.map(({ count }) => count),
      ]
    )
  } catch (error) {
    logger.warn({ err: error }, 'Inbox: refused requests could not be counted')
    refusals.forEach(add)
  }
}

function add({ key, reason, count }: Refusals) {
  const name = `${key} ${reason}`
  const before = gathered.get(name)?.count ?? 0
  gathered.set(name, { key, reason, count: before + count })
}
