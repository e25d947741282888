import limiter from '@adonisjs/limiter/services/main'
import { errors } from '@adonisjs/limiter'
import type { HttpContext } from '@adonisjs/core/http'

const QUARTER_OF_AN_HOUR = 15 * 60

/**
 * How often somebody may guess: ten times in a quarter of an hour for one account from one
 * address, a hundred times from one address, and fifty times for one account from anywhere. The
 * counters are in the database, so that all processes count together. A stranger's guesses slow
 * their own address down long before they lock the owner of the account out.
 */
function limitsOf(ctx: HttpContext, email: string) {
  const account = email.trim().toLowerCase()
  const address = ctx.request.ip()
  return [
    { key: `login:both:${address}:${account}`, requests: 10 },
    { key: `login:account:${account}`, requests: 50 },
    { key: `login:address:${address}`, requests: 100 },
  ].map(({ key, requests }) => ({
    key,
    limit: limiter.use({ requests, duration: QUARTER_OF_AN_HOUR }),
  }))
}

/**
 * Runs an attempt to log in. It is counted before it is made, so that many at once cannot slip
 * through; success forgets what was counted for the account. Returns the seconds to wait instead
 * where there have been too many attempts.
 */
export async function attemptLogin<T>(
  ctx: HttpContext,
  email: string,
  attempt: () => Promise<T | null>
): Promise<{ result: T | null } | { waitSeconds: number }> {
  const limits = limitsOf(ctx, email)
  try {
    for (const { key, limit } of limits) await limit.consume(key)
  } catch (error) {
    if (error instanceof errors.E_TOO_MANY_REQUESTS) {
      return { waitSeconds: error.response.availableIn }
    }
    throw error
  }
  const result = await attempt()
  if (result) for (const { key, limit } of limits.slice(0, 2)) await limit.delete(key)
  return { result }
}
