import type { GroupTerm } from '../../models/aggregate.ts'
import type { ScreenPlan } from './screen_plan.ts'

/** Whether records have one value of the field at most, and its values are known beforehand. */
export function canDivide({ kind }: { kind: string }): boolean {
  return kind === 'selection' || kind === 'many2one'
}

/**
 * The field whose values are the columns of a board, or the rows of a timeline: the first in the
 * address that can be, or else the declared one.
 */
export function dividingField(
  groupBy: readonly GroupTerm[],
  { groupable }: ScreenPlan,
  declared: string
): string {
  return groupBy.find(({ name }) => canDivide(groupable.get(name)!))?.name ?? declared
}
