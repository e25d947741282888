import type { HttpContext } from '@adonisjs/core/http'
import { DomainError } from '../../domains/errors.ts'
import { domainFromUrl } from '../../domains/url.ts'
import { queryText } from '../search/address.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'

/** What only one visit of a screen needs. */
const OF_ONE_VISIT = ['place', 'page', 'default', 'fold', 'open']
const LONGEST = 10_000

/**
 * What of a screen's address is kept: search, filters, groups, order, columns and the view, as
 * whichever view wrote them. Throws DomainError for a domain that the asker cannot ask.
 */
export function keptQuery(
  { asker, registry }: HttpContext,
  plan: ScreenPlan,
  screen: string
): string {
  const params = new URLSearchParams(screen)
  for (const name of OF_ONE_VISIT) params.delete(name)
  registry.access.parse(asker, plan.model, domainFromUrl(params.get('domain') ?? ''))
  const query = queryText(params)
  if (query.length > LONGEST || query.includes('%00')) {
    throw new DomainError('searchLong')
  }
  return query
}
