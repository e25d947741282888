import type { HttpContext } from '@adonisjs/core/http'
import type { SearchTools } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import { favouriteLinks } from '../favourites/favourite_links.ts'
import { usableFavourites } from '../favourites/usable_favourites.ts'
import { localeOf } from '../formats.ts'
import { recordNames } from './record_names.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { searchLinks, type SearchLinks } from './search_links.ts'
import type { SearchQuery } from './search_query.ts'

/** The search box and its menus, with what is said where nothing matches. */
export interface ScreenSearch extends SearchTools {
  /** Why nothing matches: what was searched, and the filters that are on. */
  noMatchText: string
  /** The screen with nothing asked. */
  clearHref: string
}

/** The search box without what somebody keeps about a screen. */
export type PlainSearch = Omit<ScreenSearch, 'favourites' | 'favouritesHref'>

/**
 * The search box of a screen and the menus beside it, for `renderSearchTools`, whatever the view.
 * Throws DomainError for a domain that the asker cannot ask.
 */
export async function searchTools(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): Promise<ScreenSearch> {
  const plain = await plainSearchTools(ctx, plan, query, t)
  const favourites = await usableFavourites(ctx, plan)
  return {
    ...plain,
    favourites: favouriteLinks(plan, query, favourites, t),
    favouritesHref: `${plan.href}/favourites?${new URLSearchParams({ screen: query.address })}`,
    clearHref: favourites.some(({ standard }) => standard) ? `${plan.href}?default=0` : plan.href,
  }
}

/** The same without favourites. Throws DomainError for a domain that the asker cannot ask. */
export async function plainSearchTools(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): Promise<PlainSearch> {
  const names = await recordNames(ctx, plan, query)
  const { filtersInWords, ...links } = linksOf(ctx, plan, query, { t, names })
  return {
    ...links,
    title: plan.label,
    searchAction: plan.href,
    searchValue: query.search,
    editorHref: `${plan.href}/filter?${new URLSearchParams({ screen: query.address })}`,
    suggestionsHref: `${plan.href}/suggestions`,
    hiddenParams: query.params().filter(([name]) => name !== 'q'),
    clearHref: plan.href,
    noMatchText: noMatchText(query.search, filtersInWords, t),
  }
}

const known = new WeakMap<ScreenPlan, Map<string, SearchLinks>>()
const MOST = 1_000

/** Remembers the links of the last addresses: making them takes longer than a row. */
function linksOf(
  { asker, registry }: HttpContext,
  plan: ScreenPlan,
  query: SearchQuery<string>,
  words: { t: Translate; names: ReadonlyMap<string, string> }
): SearchLinks {
  const make = () =>
    searchLinks(plan, query, {
      ...words,
      locale: localeOf(asker.language),
      parse: (domain) => registry.access.parse(asker, plan.model, domain),
    })
  if (words.names.size > 0) return make()
  let ofPlan = known.get(plan)
  if (!ofPlan) known.set(plan, (ofPlan = new Map()))
  const key = `${asker.language} ${asker.timeZone} ${query.href()}`
  let links = ofPlan.get(key)
  if (!links) {
    if (ofPlan.size >= MOST) ofPlan.clear()
    ofPlan.set(key, (links = make()))
  }
  return links
}

function noMatchText(search: string, filters: string, t: Translate): string {
  if (search && filters) return t('ui.list.noMatch.searchFilters', { search, filters })
  if (search) return t('ui.list.noMatch.search', { search })
  return filters ? t('ui.list.noMatch.filters', { filters }) : t('ui.list.noMatch.page')
}
