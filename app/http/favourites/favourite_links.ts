import type { HttpContext } from '@adonisjs/core/http'
import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import { changedAddress } from '../search/address.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { SearchQuery } from '../search/search_query.ts'
import type { Favourite } from './favourites.ts'
import { usableFavourites } from './usable_favourites.ts'

/** The favourites as links; with a default one there is a way around it. */
export function favouriteLinks(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  favourites: readonly Favourite[],
  t: Translate
): ToolLink[] {
  const current = searchOf(query.address)
  const links = favourites.map(({ name, query: kept, shared, own }) => ({
    label: name,
    href: openAddress(plan, kept),
    active: searchOf(kept) === current,
    group: t(shared && !own ? 'ui.search.sharedFavourites' : 'ui.search.ownFavourites'),
  }))
  const sorted = links.toSorted((one, other) => Number(isOther(one)) - Number(isOther(other)))
  if (!favourites.some(({ standard }) => standard)) return sorted
  const href = changedAddress(plan, '', { default: '0' })
  return [{ label: t('ui.search.everything'), href, active: current === '' }, ...sorted]

  function isOther({ group }: ToolLink) {
    return group === t('ui.search.sharedFavourites')
  }
}

/**
 * Where a screen leads that was opened without a word about what to show: to the favourite that the
 * asker has chosen for it, if there is one.
 */
export async function defaultAddress(ctx: HttpContext, plan: ScreenPlan): Promise<string | null> {
  if (ctx.request.parsedUrl.query) return null
  const favourites = await usableFavourites(ctx, plan)
  const standard = favourites.find((favourite) => favourite.standard)
  return standard ? openAddress(plan, standard.query) : null
}

/** From here nothing leads back to the default by chance, whatever is taken away. */
function openAddress(plan: ScreenPlan, query: string): string {
  return changedAddress(plan, query, { default: '0' })
}

/** What is asked, in an order that does not depend on who wrote the address. */
function searchOf(query: string): string {
  const params = new URLSearchParams(query)
  params.delete('default')
  params.sort()
  return params.toString()
}
