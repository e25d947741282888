import i18nManager from '@adonisjs/i18n/services/main'
import type { Environment } from '../../environment/environment.ts'
import type { PlannedAsked, PlannedState } from '../../models/planned.ts'
import { todayOf } from '../activities/activity_card.ts'
import { textsOf } from '../texts.ts'

const MINE = 'activity.mine'
const states: Readonly<Record<string, PlannedState>> = {
  'activity.overdue': 'overdue',
  'activity.today': 'today',
  'activity.planned': 'planned',
}

/** Filters by what is planned about records: they have no condition that a domain could say. */
export function plannedFilters(language: string): [name: string, filter: [string, []]][] {
  const t = textsOf(i18nManager, language)
  return [...Object.keys(states), MINE].map((name) => [name, [t(`ui.filter.${name}`), []]])
}

export function isPlannedFilter(name: string): boolean {
  return name === MINE || Object.hasOwn(states, name)
}

/** Key of the text under which a filter stands in the menu. */
export function filterGroup(name: string): string {
  return isPlannedFilter(name) ? 'ui.view.activity' : 'ui.list.show'
}

/**
 * What some filters ask about what is planned, for `Searched`. Days are alternatives; “mine” narrows
 * them.
 */
export function plannedBy(
  { asker }: Environment,
  filters: readonly string[]
): { planned?: PlannedAsked } {
  const own = filters.filter(isPlannedFilter)
  if (own.length === 0) return {}
  return {
    planned: {
      states: own.flatMap((name) => states[name] ?? []),
      userId: own.includes(MINE) ? asker.userId : null,
      today: todayOf({ asker }),
    },
  }
}
