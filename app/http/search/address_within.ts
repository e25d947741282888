import type { HttpContext } from '@adonisjs/core/http'
import { toNotation } from '../../domains/notation.ts'
import { withChoice } from '../../domains/parts.ts'
import { domainFromUrl, domainToUrl } from '../../domains/url.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { changedAddress } from './address.ts'
import { momentFields } from './asked_fields.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { textOf } from './search_query.ts'

/**
 * The address of a screen filtered from one day up to another, as a form sends them. Throws
 * E_NOT_FOUND for a field that the screen does not show, DomainError for what is no day.
 */
export function addressWithin(ctx: HttpContext, plan: ScreenPlan): string {
  const given = ctx.request.qs() as Record<string, unknown>
  const field = momentFields(plan).find(([name]) => name === given.field)
  if (!field) throw new E_NOT_FOUND()
  const screen = textOf(given.screen)
  const terms = boundsOf(field[0], textOf(given.from), textOf(given.until))
  return changedAddress(plan, screen, changeOf(ctx, plan, screen, terms))
}

/** The days may be given in either order. */
function boundsOf(name: string, from: string, until: string) {
  const [first, last] = from && until && from > until ? [until, from] : [from, until]
  return [...(first ? [[name, '>=', first]] : []), ...(last ? [[name, '<=', last]] : [])]
}

function changeOf(
  { asker, registry }: HttpContext,
  { model }: ScreenPlan,
  screen: string,
  terms: readonly unknown[]
): Record<string, string> {
  if (terms.length === 0) return {}
  const parse = (domain: readonly unknown[]) => registry.access.parse(asker, model, domain)
  const domain = domainFromUrl(new URLSearchParams(screen).get('domain') ?? '')
  return { domain: domainToUrl(toNotation(withChoice(parse(domain), parse(terms)))) }
}
