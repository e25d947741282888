import type { HttpContext } from '@adonisjs/core/http'
import { SHARE } from '../../access/permissions.ts'
import { actionOf } from '../action.ts'
import { Page } from '../page.ts'
import { screenPlace } from '../screens/screen_head.ts'
import { changedAddress } from '../search/address.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { SearchQuery } from '../search/search_query.ts'
import { searchTools } from '../search/search_tools.ts'
import { keptQuery } from './kept_query.ts'
import { mayChange } from './may_change.ts'
import { usableFavourites } from './usable_favourites.ts'

/** What was sent and cannot be saved; `id` is null for a new favourite. */
export interface Refused {
  id: string | null
  name: string
  shared: boolean
  standard: boolean
  fault: string
}

/** The page on which the search of a screen is saved, and favourites are changed. */
export async function favouritesPage(
  ctx: HttpContext,
  screen: string,
  refused: Refused | null = null
) {
  const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
  const page = new Page(ctx)
  const { t } = page
  const query = keptQuery(ctx, plan, screen)
  const asked = new SearchQuery({ qs: () => Object.fromEntries(new URLSearchParams(query)) }, plan)
  const { facets, searchValue } = await searchTools(ctx, plan, asked, t)
  const parts = [
    ...(searchValue ? [{ label: t('ui.search.text'), value: searchValue }] : []),
    ...facets.map(({ label, value }) => ({ label, value })),
  ]
  const favourites = await usableFavourites(ctx, plan)
  const place = screenPlace(ctx, plan)
  const title = t('ui.search.favouritesOf', { title: plan.label })
  const error = refused && t(refused.fault)
  return page.renderView('pages/favourites', {
    ...place,
    title,
    crumbs: [
      place.crumbs[0]!,
      { label: plan.label, href: plan.href },
      { label: title, href: null },
    ],
    state: {
      title,
      action: `${plan.href}/favourites`,
      csrf: ctx.request.csrfToken,
      screen: query,
      parts,
      mayShare: ctx.asker.groups.has(SHARE),
      draft: refused?.id === null ? { ...refused, error } : null,
      favourites: favourites.map((favourite) => ({
        ...favourite,
        ...(refused?.id === favourite.id ? { ...refused, error } : {}),
        title: favourite.name,
        href: changedAddress(plan, favourite.query, { default: '0' }),
        mayChange: mayChange(ctx.asker, favourite),
      })),
    },
  })
}
