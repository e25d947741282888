import { isMoment } from '../../domains/operators.ts'
import { UNITS, type GroupTerm } from '../../models/aggregate.ts'
import type { Translate } from '../../views/texts.ts'

/** A level of groups from its word, `status` or `createdAt:week`; moments go by month if not told. */
export function groupTerm(word: string, { kind }: { kind: string }): GroupTerm {
  const [name = '', given] = word.split(':')
  if (!isMoment(kind)) return { name }
  return { name, unit: UNITS.find((each) => each === given) ?? 'month' }
}

/** What a level is called: “Stage”, “Expected close (month)”. */
export function termLabel(field: string, { unit }: GroupTerm, t: Translate): string {
  return unit ? t('ui.graph.term', { field, unit: t(`ui.unit.${unit}`) }) : field
}
