import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { filterGroup } from './planned_filters.ts'
import type { SearchQuery } from './search_query.ts'

/** The filters that there are, as links that switch them on and off. */
export function filterMenu(
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
    return { label, active, href, group: t(filterGroup(name)) }
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
