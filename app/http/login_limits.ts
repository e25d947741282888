import limiter from '@adonisjs/limiter/services/main'
import { errors, type Limiter } from '@adonisjs/limiter'
import type { HttpContext } from '@adonisjs/core/http'

const QUARTER_OF_AN_HOUR = 15 * 60

interface Limit {
  key: string
  limit: Limiter
}

/** How an attempt ended; `waitSeconds` where there have been too many. */
type Attempt<T> = { result: T | null } | { waitSeconds: number }

function limitOf(key: string, requests: number): Limit {
  return { key, limit: limiter.use({ requests, duration: QUARTER_OF_AN_HOUR }) }
}

/**
 * Runs an attempt to log in, ten times in a quarter of an hour for one account from one address, a
 * hundred times from one address, and fifty times for one account from anywhere. The counters are
 * in the database, so that all processes count together. A stranger's guesses slow their own
 * address down long before they lock the owner of the account out.
 */
export function attemptLogin<T>(
  ctx: HttpContext,
  email: string,
  attempt: () => Promise<T | null>
): Promise<Attempt<T>> {
  const account = email.trim().toLowerCase()
  const address = ctx.request.ip()
  const ofAccount = [
    limitOf(`login:both:${address}:${account}`, 10),
    limitOf(`login:account:${account}`, 50),
  ]
  return counted([...ofAccount, limitOf(`login:address:${address}`, 100)], ofAccount, attempt)
}

/**
 * Runs an attempt to show a code of the second step, or to change it: ten times in a quarter of an
 * hour for one user. Only who knows the password, or is logged in, comes this far.
 */
export function attemptCode<T>(
  userId: string,
  attempt: () => Promise<T | null>
): Promise<Attempt<T>> {
  const limits = [limitOf(`login:code:${userId}`, 10)]
  return counted(limits, limits, attempt)
}

/**
 * An attempt is counted before it is made, so that many at once cannot slip through; success
 * forgets what was counted.
 */
async function counted<T>(
  limits: readonly Limit[],
  forgotten: readonly Limit[],
  attempt: () => Promise<T | null>
): Promise<Attempt<T>> {
  try {
    for (const { key, limit } of limits) await limit.consume(key)
  } catch (error) {
    if (error instanceof errors.E_TOO_MANY_REQUESTS) {
      return { waitSeconds: error.response.availableIn }
    }
    throw error
  }
  const result = await attempt()
  if (result) for (const { key, limit } of forgotten) await limit.delete(key)
  return { result }
}
