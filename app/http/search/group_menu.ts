import { UNITS, type GroupTerm } from '../../models/aggregate.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import { canDivide } from './dividing_field.ts'
import type { ScreenPlan } from './screen_plan.ts'
import { groupWord, type SearchQuery } from './search_query.ts'

/** Kinds of fields whose groups are few enough to be offered without being declared. */
const OFFERED = new Set(['selection', 'many2one', 'many2many', 'boolean', 'date', 'datetime'])

/**
 * The fields to group by: those that the screen declares, then the other ones that have few
 * values, custom fields included. Choosing one adds a level below the others; a view that is divided
 * by one field takes it instead, and the declared one again where it is taken away.
 */
export function groupMenu(
  { search, groupable }: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): ToolLink[] {
  const isFit = (name: string) => query.by === null || canDivide(groupable.get(name)!)
  const declared = search.groupBy.filter(isFit)
  const undeclared = [...groupable]
    .filter(([name, { kind }]) => OFFERED.has(kind) && !search.groupBy.includes(name))
    .map(([name]) => name)
    .filter(isFit)
  const moreFields = declared.length > 0 ? t('ui.search.moreFields') : undefined
  return [
    ...declared.flatMap((name) => linksOf(name, undefined)),
    ...undeclared.flatMap((name) => linksOf(name, moreFields)),
  ]

  function linksOf(name: string, group: string | undefined): ToolLink[] {
    const { label } = groupable.get(name)!
    if (query.by !== null) {
      const active = query.by === name
      return [{ label, active, href: query.href({ group: active ? null : name }), group }]
    }
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
