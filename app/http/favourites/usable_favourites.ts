import type { HttpContext } from '@adonisjs/core/http'
import { DomainError } from '../../domains/errors.ts'
import { domainFromUrl } from '../../domains/url.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { Favourites, type Favourite } from './favourites.ts'

const known = new WeakMap<
  readonly Favourite[],
  { plan: ScreenPlan; usable: readonly Favourite[] }
>()

/**
 * The favourites for a screen that the asker can open: not those of others that ask about what
 * the asker may not see. Worked out once for as long as the favourites and the screen stay.
 */
export async function usableFavourites(
  { asker, registry }: HttpContext,
  plan: ScreenPlan
): Promise<readonly Favourite[]> {
  const all = await new Favourites(plan.href).all()
  const remembered = known.get(all)
  if (remembered?.plan === plan) return remembered.usable
  const usable = all.filter(({ query }) => {
    const domain = readDomain(query)
    return domain !== null && registry.access.mayAsk(asker, plan.model, domain)
  })
  known.set(all, { plan, usable })
  return usable
}

function readDomain(query: string): unknown[] | null {
  try {
    return domainFromUrl(new URLSearchParams(query).get('domain') ?? '')
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
