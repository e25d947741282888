import type { Domain } from '../../domains/types.ts'
import type { Model } from '../../models/model.ts'
import type { Kinds, ScreenViewTree, View } from '../declarations.ts'
import type { MeasureWord } from '../groups.ts'

/** The spans of time by which records begin together. */
export const COHORT_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type CohortUnit = (typeof COHORT_UNITS)[number]

/** Who is still there after so many spans, or who is not any more. */
export const COHORT_MODES = ['retention', 'churn'] as const
export type CohortMode = (typeof COHORT_MODES)[number]

/** What a cohort view shows as long as the address says nothing else. */
export interface CohortTree extends ScreenViewTree {
  readonly start: string
  readonly end: string
  /** What a record must meet to have come to this end. */
  readonly when: readonly unknown[]
  readonly unit: CohortUnit
  readonly mode: CohortMode
  readonly measure: string
}

type Moments<M> = Kinds<M, 'date' | 'datetime'>

/**
 * The records that begin in the same span of time, and how many of them have come to their end, or
 * have not, so many spans later. People choose another span, the other question and another figure
 * on the page.
 */
export function cohort<C extends typeof Model>(
  model: C,
  options: {
    /** The day or moment at which a record begins. */
    start: Moments<InstanceType<C>>
    /** The one at which it comes to its end; those without one are still there. */
    end: Moments<InstanceType<C>>
    /** What those must meet that have come to it: deals are won, not only closed. */
    when?: Domain<InstanceType<C>>
    unit?: CohortUnit
    /** `retention` counts those that are still there, `churn` those that have come to their end. */
    mode?: CohortMode
    measure?: MeasureWord<InstanceType<C>>
  }
): View<InstanceType<C>, never> {
  const { start, end } = options
  const tree: CohortTree = {
    needs: [start, end],
    asks: options.when ?? [],
    start,
    end,
    when: options.when ?? [],
    unit: options.unit ?? 'month',
    mode: options.mode ?? 'retention',
    measure: options.measure ?? 'count',
  }
  return { kind: 'cohort', model, tree }
}
