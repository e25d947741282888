import { setTimeout as sleep } from 'node:timers/promises'
import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import type { Look } from './operations/catalogue.ts'

/** A process that follows, as the name of its connection tells. */
export interface FollowerState {
  kind: string
  id: string
  /** The set of modules that it works with; empty before its first look. */
  token: string
  /** Requests and jobs under way that began on an older set. */
  older: number
  /** It does not know files or addresses that have come since it started. */
  needsRestart?: boolean
}

const PREFIX = 'tatami follows'
/** How often an operator looks where the others are, in milliseconds. */
const INTERVAL = 25

/** At most 63 characters, as PostgreSQL wants it. */
export function followerName({ kind, id, token, older, needsRestart }: FollowerState): string {
  return `${PREFIX} ${kind} ${id} ${token || '-'} ${older}${needsRestart ? ' restart' : ''}`
}

/** Every process that follows this database. The list is PostgreSQL's own of connections. */
export async function followers(look: Look): Promise<FollowerState[]> {
  const rows = await look<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where datname = current_database() and starts_with(application_name, '${PREFIX} ')`
  )
  return rows.map(({ name }) => {
    const [kind, id, token, older, restart] = name.slice(PREFIX.length + 1).split(' ')
    const needsRestart = restart === 'restart'
    return { kind: kind!, id: id!, token: token!, older: Number(older), needsRestart }
  })
}

/**
 * Waits until every process works with the given set of modules and nothing older is under way in
 * any. Returns those that are not there after `patience` milliseconds.
 */
export async function stragglers(
  token: string,
  look: Look,
  patience: number
): Promise<FollowerState[]> {
  const deadline = Date.now() + patience
  for (;;) {
    const behind = (await followers(look)).filter((each) => each.token !== token || each.older > 0)
    if (behind.length === 0 || Date.now() > deadline) return behind
    await sleep(INTERVAL)
  }
}

/** What somebody waits for, in words. */
export function describe({ kind, id, token, older }: FollowerState): Saying {
  const process = `${kind} ${id}`
  if (token === '-') return reason('processStarts', { process })
  if (older === 0) return reason('processSilent', { process })
  return reason(older === 1 ? 'processWorks' : 'processWorksMuch', { process, older })
}
