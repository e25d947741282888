import type { Translate } from '../../views/texts.ts'
import type { ListColumn, ListFacet, ListLink } from '../../views/list/types.ts'
import type { ListPlan } from './list_plan.ts'
import type { ListQuery } from './list_query.ts'

/** Everything on a list's page that depends on its address alone, whatever the rows are. */
export interface ListLinks {
  columns: readonly ListColumn[]
  columnsMenu: readonly ListLink[]
  facets: readonly ListFacet[]
  filters: readonly ListLink[]
}

const MOST = 100

/** Remembers the links of a list's last addresses: making them takes longer than a row. */
export function rememberLinks(make: (query: ListQuery) => ListLinks) {
  const known = new Map<string, ListLinks>()
  return (query: ListQuery): ListLinks => {
    const address = query.href()
    let links = known.get(address)
    if (!links) {
      if (known.size >= MOST) known.clear()
      known.set(address, (links = make(query)))
    }
    return links
  }
}

/** The filters that are on, each with the way to be rid of it. */
export function facetsOf({ search }: ListPlan, query: ListQuery, t: Translate): ListFacet[] {
  const facets = query.filters.map((name): ListFacet => ({
    label: t('ui.list.show'),
    value: search.filters[name]![0],
    removeHref: query.href({ filter: query.filters.filter((other) => other !== name).join(',') }),
  }))
  if (!query.archived) return facets
  const archived = {
    label: t('ui.list.show'),
    value: t('ui.list.archived'),
    removeHref: query.href({ archived: null }),
  }
  return [...facets, archived]
}

/** The filters that there are, as links that switch them on and off. */
export function filtersOf(
  { search, hasArchive }: ListPlan,
  query: ListQuery,
  t: Translate
): ListLink[] {
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
