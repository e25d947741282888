import type { Model } from '../../models/model.ts'
import type { ScreenViewTree, View } from '../declarations.ts'
import type { GroupWord, MeasureWord } from '../groups.ts'

/** The ways to draw figures. */
export const CHART_TYPES = ['bar', 'line', 'area', 'pie'] as const
export type ChartType = (typeof CHART_TYPES)[number]

/** What a graph shows as long as the address says nothing else. */
export interface GraphTree extends ScreenViewTree {
  readonly type: ChartType
  /** The axis and the series, as `createdAt:month`. */
  readonly by: readonly string[]
  /** `count`, or as `sum:value`. */
  readonly measure: string
  readonly stacked: boolean
  readonly cumulated: boolean
}

/**
 * The records of a model as a graph: groups along the axis, a second level of groups as series.
 * Everybody can choose other groups, another measure and another drawing; what is said here is what
 * they begin with.
 */
export function graph<C extends typeof Model>(
  model: C,
  options: {
    type?: ChartType
    /** The axis, and the series. */
    by: readonly [GroupWord<InstanceType<C>>, GroupWord<InstanceType<C>>?]
    measure?: MeasureWord<InstanceType<C>>
    /** Series on top of each other instead of side by side. */
    stacked?: boolean
    /** Each group with all before it. */
    cumulated?: boolean
  }
): View<InstanceType<C>, never> {
  const tree: GraphTree = {
    needs: [],
    type: options.type ?? 'bar',
    by: options.by.filter((word) => word !== undefined),
    measure: options.measure ?? 'count',
    stacked: options.stacked ?? false,
    cumulated: options.cumulated ?? false,
  }
  return { kind: 'graph', model, tree }
}
