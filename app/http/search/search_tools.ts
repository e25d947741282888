import type { SearchTools } from '../../views/search/types.ts'
import type { ScreenPlan } from './screen_plan.ts'
import type { SearchLinks } from './search_links.ts'
import type { SearchQuery } from './search_query.ts'

/** The search box of a screen and the menus beside it, for `renderSearchTools`. */
export function searchTools(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  links: SearchLinks
): SearchTools {
  return {
    title: plan.label,
    searchAction: plan.href,
    searchValue: query.search,
    hiddenParams: query.params().filter(([name]) => name !== 'q'),
    facets: links.facets,
    filters: links.filters,
    groupBy: links.groupBy,
  }
}
