import { facetsOf as domainFacets } from '../../domains/facets.ts'
import type { DomainNode } from '../../domains/node.ts'
import { domainToUrl } from '../../domains/url.ts'
import type { Translate } from '../../views/texts.ts'
import type { SearchFacet } from '../../views/search/types.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { filterGroup } from './planned_filters.ts'
import { groupWord, type SearchQuery } from './search_query.ts'

/** What the words of a search depend on. */
export interface SearchWords {
  t: Translate
  /** A BCP 47 tag, for numbers and days. */
  locale: string
  /** Checks a domain as the asker may ask it. */
  parse: (domain: readonly unknown[]) => DomainNode
  /** Titles of the records that the domain names, by id; see `recordNames`. */
  names?: ReadonlyMap<string, string>
}

/** The filters that are on, each with the way to be rid of it; they say which records are shown. */
export function filterFacets(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  words: SearchWords
): SearchFacet[] {
  return [
    ...predefined(plan, query, words.t),
    ...ownConditions(query, words),
    ...archived(query, words.t),
  ]
}

/** The levels of groups, each with the way to be rid of it. */
export function groupFacets(
  { groupable }: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): SearchFacet[] {
  return query.groupBy.map((term) => {
    const { label } = groupable.get(term.name)!
    const others = query.groupBy.filter((other) => other !== term)
    return {
      label: t('ui.list.groupBy'),
      value: term.unit ? t(`ui.search.by.${term.unit}`, { label }) : label,
      removeHref: query.href({ group: others.map(groupWord).join(',') }),
    }
  })
}

function predefined({ search }: ScreenPlan, query: SearchQuery<string>, t: Translate) {
  return query.filters.map((name): SearchFacet => ({
    label: t(filterGroup(name)),
    value: search.filters[name]![0],
    removeHref: query.href({ filter: query.filters.filter((other) => other !== name).join(',') }),
  }))
}

/** The parts of the domain in the address. */
function ownConditions(
  query: SearchQuery<string>,
  { t, locale, parse, names }: SearchWords
): SearchFacet[] {
  if (query.domain.length === 0) return []
  const facets = domainFacets(parse(query.domain), { t, locale, names })
  return facets.map(({ label, value }, index) => {
    const others = facets.filter((_, at) => at !== index).flatMap(({ domain }) => domain)
    const domain = others.length > 0 ? domainToUrl(others) : null
    return { label, value, removeHref: query.href({ domain }) }
  })
}

function archived(query: SearchQuery<string>, t: Translate): SearchFacet[] {
  if (!query.archived) return []
  const removeHref = query.href({ archived: null })
  return [{ label: t('ui.list.show'), value: t('ui.list.archived'), removeHref }]
}
