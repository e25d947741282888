import type { RangeMenu, SearchFacet, ToolLink } from '../../views/search/types.ts'
import { filterMenu } from './filter_menu.ts'
import { groupMenu } from './group_menu.ts'
import { rangeMenus } from './range_menus.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { filterFacets, groupFacets, type SearchWords } from './search_facets.ts'
import type { SearchQuery } from './search_query.ts'

export type { SearchWords } from './search_facets.ts'

/** What the search box and its drop-downs show, whatever the view. */
export interface SearchLinks {
  facets: readonly SearchFacet[]
  filters: readonly ToolLink[]
  ranges: readonly RangeMenu[]
  groupBy: readonly ToolLink[]
  /** The filters that are on, in words; empty where none is. */
  filtersInWords: string
}

/** The links of a screen that search, filter and group it. */
export function searchLinks(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  words: SearchWords
): SearchLinks {
  const filters = filterFacets(plan, query, words)
  return {
    facets: [...filters, ...groupFacets(plan, query, words.t)],
    filters: filterMenu(plan, query, words.t),
    ranges: rangeMenus(plan, query, words),
    groupBy: groupMenu(plan, query, words.t),
    filtersInWords: inWords(filters, words.locale),
  }
}

function inWords(facets: readonly SearchFacet[], locale: string): string {
  const phrases = facets.map(({ label, value }) => `${label}: ${value}`)
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(phrases)
}
