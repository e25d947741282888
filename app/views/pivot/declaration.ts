import type { Model } from '../../models/model.ts'
import type { ScreenViewTree, View } from '../declarations.ts'
import type { GroupWord, MeasureWord } from '../groups.ts'

/** What a pivot shows as long as the address says nothing else. */
export interface PivotTree extends ScreenViewTree {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly measures: readonly string[]
}

/**
 * The records of a model as a table of figures: groups down and across, in several levels, with
 * totals. Everybody can choose other groups and figures; what is said here is what they begin with.
 */
export function pivot<C extends typeof Model>(
  model: C,
  options: {
    rows: readonly GroupWord<InstanceType<C>>[]
    columns?: readonly GroupWord<InstanceType<C>>[]
    measures?: readonly MeasureWord<InstanceType<C>>[]
  }
): View<InstanceType<C>, never> {
  const tree: PivotTree = {
    needs: [],
    rows: options.rows,
    columns: options.columns ?? [],
    measures: options.measures ?? ['count'],
  }
  return { kind: 'pivot', model, tree }
}
