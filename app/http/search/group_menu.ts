import { UNITS, type GroupTerm } from '../../models/aggregate.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { groupWord, type SearchQuery } from './search_query.ts'

/** Kinds of fields whose groups are few enough to be offered without being declared. */
const OFFERED = new Set(['selection', 'many2one', 'many2many', 'boolean', 'date', 'datetime'])

/**
 * The fields to group by: those that the screen declares, then the other ones that have few
 * values, custom fields included. Choosing one adds a level below the others.
 */
export function groupMenu(
  { search, groupable }: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): ToolLink[] {
  const undeclared = [...groupable]
    .filter(([name, { kind }]) => OFFERED.has(kind) && !search.groupBy.includes(name))
    .map(([name]) => name)
  const moreFields = search.groupBy.length > 0 ? t('ui.search.moreFields') : undefined
  return [
    ...search.groupBy.flatMap((name) => linksOf(name, undefined)),
    ...undeclared.flatMap((name) => linksOf(name, moreFields)),
  ]

  function linksOf(name: string, group: string | undefined): ToolLink[] {
    const { label } = groupable.get(name)!
    const term = query.groupBy.find((each) => each.name === name)
    const others = query.groupBy.filter((each) => each !== term)
    const levels = term ? others : [...query.groupBy, { name }]
    const link = { label, active: term !== undefined, href: hrefOf(levels), group }
    if (!term?.unit) return [link]
    const spans = UNITS.map((unit) => ({
      label: t(`ui.search.by.${unit}`, { label }),
      active: unit === term.unit,
      href: hrefOf(query.groupBy.map((each) => (each === term ? { name, unit } : each))),
      group,
    }))
    return [link, ...spans]
  }

  function hrefOf(levels: readonly GroupTerm[]): string {
    return query.href({ group: levels.map(groupWord).join(',') })
  }
}
