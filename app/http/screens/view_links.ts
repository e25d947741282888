import type { ScreenViewKind } from '../../views/declarations.ts'
import type { ListPage } from '../../views/list/types.ts'
import type { Translate } from '../../views/texts.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { SearchQuery } from '../search/search_query.ts'

const kinds = {
  list: { icon: 'list' },
  kanban: { icon: 'square-kanban' },
  calendar: { icon: 'calendar' },
  timeline: { icon: 'chart-gantt' },
  graph: { icon: 'chart-column' },
  pivot: { icon: 'table-2' },
  cohort: { icon: 'signal' },
  activity: { icon: 'clock' },
} satisfies Record<'list' | ScreenViewKind, { icon: string }>

/** The ways to see the records of a screen, with the search that is on; none for a list alone. */
export function viewLinks(
  plan: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): ListPage['views'] {
  if (plan.views.size === 0) return []
  const current = plan.hasView(query.view) ? query.view : 'list'
  return (['list', ...plan.views.keys()] as const).map((kind) => ({
    label: t(`ui.view.${kind}`),
    icon: kinds[kind].icon,
    href: query.href({ view: kind === 'list' ? null : kind }),
    current: kind === current,
  }))
}
