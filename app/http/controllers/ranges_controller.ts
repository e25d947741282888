import type { HttpContext } from '@adonisjs/core/http'
import { toNotation } from '../../domains/notation.ts'
import { withChoice } from '../../domains/parts.ts'
import { domainFromUrl, domainToUrl } from '../../domains/url.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { changedAddress } from '../search/address.ts'
import { momentFields } from '../search/asked_fields.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'

/** From one day up to another, as somebody types it; the answer is the screen filtered by it. */
export default class RangesController {
  show(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const given = ctx.request.qs() as Record<string, unknown>
    const field = momentFields(plan).find(([name]) => name === given.field)
    if (!field) throw new E_NOT_FOUND()
    const screen = textOf(given.screen)
    const terms = boundsOf(field[0], textOf(given.from), textOf(given.until))
    return ctx.response
      .redirect()
      .toPath(changedAddress(plan, screen, changeOf(ctx, screen, terms)))
  }
}

/** The days may be given in either order. */
function boundsOf(name: string, from: string, until: string) {
  const [first, last] = from && until && from > until ? [until, from] : [from, until]
  return [...(first ? [[name, '>=', first]] : []), ...(last ? [[name, '<=', last]] : [])]
}

/** Throws DomainError for what is no day. */
function changeOf(
  ctx: HttpContext,
  screen: string,
  terms: readonly unknown[]
): Record<string, string> {
  if (terms.length === 0) return {}
  const { model } = actionOf(ctx)
  const parse = (domain: readonly unknown[]) => ctx.registry.access.parse(ctx.asker, model, domain)
  const domain = domainFromUrl(new URLSearchParams(screen).get('domain') ?? '')
  return { domain: domainToUrl(toNotation(withChoice(parse(domain), parse(terms)))) }
}
