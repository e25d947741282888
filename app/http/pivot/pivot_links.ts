import { UNITS, type GroupTerm } from '../../models/aggregate.ts'
import type { ToolLink } from '../../views/search/types.ts'
import type { Translate } from '../../views/texts.ts'
import type { Figure } from '../groups/figures.ts'
import { termLabel } from '../groups/group_term.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { DEEPEST, type Axis, type PivotQuery } from './pivot_query.ts'

/** The fields of an axis: a chosen one is taken out, another becomes its innermost level. */
export function axisLinks(
  plan: ScreenPlan,
  query: PivotQuery,
  axis: Axis,
  t: Translate
): ToolLink[] {
  const levels = query[axis]
  const other = query[axis === 'rows' ? 'columns' : 'rows']
  const declared = plan.search.groupBy
  const names = [
    ...declared,
    ...[...plan.groupable.keys()].filter((name) => !declared.includes(name)),
  ]
  const chosen = levels.map((term) => ({
    label: levelLabel(plan, term, t),
    active: true,
    href: query.with({ [axis]: levels.filter((each) => each !== term) }),
    group: t('ui.pivot.chosen'),
  }))
  if (levels.length >= DEEPEST[axis]) return chosen
  const isFree = ({ name, unit }: GroupTerm) =>
    ![...levels, ...other].some((term) => term.name === name && term.unit === unit)
  const more = names.flatMap((name) => termsOf(plan, name)).filter(isFree)
  return [
    ...chosen,
    ...more.map((term) => ({
      label: levelLabel(plan, term, t),
      active: false,
      href: query.with({ [axis]: [...levels, term] }),
      group: t('ui.pivot.further'),
    })),
  ]
}

function termsOf({ groupable }: ScreenPlan, name: string): GroupTerm[] {
  return groupable.get(name)!.isMoment ? UNITS.map((unit) => ({ name, unit })) : [{ name }]
}

/** What a level of the pivot is called. */
export function levelLabel({ groupable }: ScreenPlan, term: GroupTerm, t: Translate): string {
  return termLabel(groupable.get(term.name)!.label, term, t)
}

/** The levels one after another, in words; empty where there are none. */
export function levelsNamed(plan: ScreenPlan, terms: readonly GroupTerm[], t: Translate): string {
  return terms.map((term) => levelLabel(plan, term, t)).join(', ')
}

/** The figures: each is shown or not, and one at least is. */
export function figureLinks(
  query: PivotQuery,
  offered: readonly Figure[],
  shown: readonly Figure[]
): ToolLink[] {
  const words = shown.map(({ word }) => word)
  const extra = shown.filter(({ word }) => !offered.some((each) => each.word === word))
  return [...offered, ...extra].map(({ word, label }) => {
    const active = words.includes(word)
    const measures = active ? words.filter((each) => each !== word) : [...words, word]
    return { label, active, href: query.with({ measures }) }
  })
}
