import { facetsOf as domainFacets } from '../../domains/facets.ts'
import type { DomainNode } from '../../domains/node.ts'
import { domainToUrl } from '../../domains/url.ts'
import type { Translate } from '../../views/texts.ts'
import type { SearchFacet, ToolLink } from '../../views/search/types.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { groupWord, type SearchQuery } from './search_query.ts'

/** What the search box and its drop-downs show, whatever the view. */
export interface SearchLinks {
  facets: readonly SearchFacet[]
  filters: readonly ToolLink[]
  groupBy: readonly ToolLink[]
}

/** What the words of a search depend on. */
export interface SearchWords {
  t: Translate
  /** A BCP 47 tag, for numbers and days. */
  locale: string
  /** Checks a domain as the asker may ask it. */
  parse: (domain: readonly unknown[]) => DomainNode
}

/** The links of a screen that search, filter and group it. */
export function searchLinks(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  words: SearchWords
): SearchLinks {
  return {
    facets: [
      ...filterFacets(plan, query, words.t),
      ...ownFacets(query, words),
      ...groupFacets(plan, query, words.t),
      ...archivedFacet(query, words.t),
    ],
    filters: filtersOf(plan, query, words.t),
    groupBy: groupsOf(plan, query),
  }
}

/** The filters that are on, each with the way to be rid of it. */
function filterFacets({ search }: ScreenPlan, query: SearchQuery<string>, t: Translate) {
  return query.filters.map((name): SearchFacet => ({
    label: t('ui.list.show'),
    value: search.filters[name]![0],
    removeHref: query.href({ filter: query.filters.filter((other) => other !== name).join(',') }),
  }))
}

/** The parts of the domain in the address. */
function ownFacets(query: SearchQuery<string>, { t, locale, parse }: SearchWords): SearchFacet[] {
  if (query.domain.length === 0) return []
  const facets = domainFacets(parse(query.domain), { t, locale })
  return facets.map(({ label, value }, index) => {
    const others = facets.filter((_, at) => at !== index).flatMap(({ domain }) => domain)
    const domain = others.length > 0 ? domainToUrl(others) : null
    return { label, value, removeHref: query.href({ domain }) }
  })
}

function groupFacets(plan: ScreenPlan, query: SearchQuery<string>, t: Translate): SearchFacet[] {
  return query.groupBy.map((term): SearchFacet => {
    const others = query.groupBy.filter((other) => other !== term)
    return {
      label: t('ui.list.groupBy'),
      value: plan.groupable.get(term.name)!.label,
      removeHref: query.href({ group: others.map(groupWord).join(',') }),
    }
  })
}

function archivedFacet(query: SearchQuery<string>, t: Translate): SearchFacet[] {
  if (!query.archived) return []
  const removeHref = query.href({ archived: null })
  return [{ label: t('ui.list.show'), value: t('ui.list.archived'), removeHref }]
}

/** The filters that there are, as links that switch them on and off. */
function filtersOf(
  { search, hasArchive }: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): ToolLink[] {
  const links = Object.entries(search.filters).map(([name, [label]]) => {
    const active = query.filters.includes(name)
    const filters = active
      ? query.filters.filter((other) => other !== name)
      : [...query.filters, name]
    const href = query.href({ filter: filters.join(',') })
    return { label, active, href, group: t('ui.list.show') }
  })
  if (!hasArchive) return links
  const archived = {
    label: t('ui.list.archived'),
    active: query.archived,
    href: query.href({ archived: query.archived ? null : '1' }),
    group: t('ui.list.more'),
  }
  return [...links, archived]
}

/** The fields that the screen offers to group by; choosing one adds a level below the others. */
function groupsOf({ search, groupable }: ScreenPlan, query: SearchQuery<string>): ToolLink[] {
  return search.groupBy.map((name) => {
    const active = query.groupBy.some((term) => term.name === name)
    const terms = active
      ? query.groupBy.filter((term) => term.name !== name).map(groupWord)
      : [...query.groupBy.map(groupWord), name]
    return {
      label: groupable.get(name)!.label,
      active,
      href: query.href({ group: terms.join(',') }),
    }
  })
}
