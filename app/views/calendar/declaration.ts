import type { Model } from '../../models/model.ts'
import type { Kinds, ScreenViewTree, View } from '../declarations.ts'

/** What a calendar says: when records are, and what colours them. */
export interface CalendarTree extends ScreenViewTree {
  readonly start: string
  readonly end: string | null
  readonly color: string | null
}

type Moments<M> = Kinds<M, 'date' | 'datetime'>

/**
 * The records of a model on the days on which they are, by month, week or day, or one after the
 * other. Those without a start are not shown.
 */
export function calendar<C extends typeof Model>(
  model: C,
  options: {
    /** A day, or a moment, which is shown in the time zone of the reader. */
    start: Moments<InstanceType<C>>
    /** The last day or moment; records without one take one day. */
    end?: Moments<InstanceType<C>>
    /** A selection in the tones of its options, or a link in a colour for each record. */
    color?: Kinds<InstanceType<C>, 'selection' | 'many2one'>
  }
): View<InstanceType<C>, never> {
  const { start, end = null, color = null } = options
  const needs = end ? [start, end] : [start]
  const tree: CalendarTree = { needs, start, end, color }
  return { kind: 'calendar', model, tree }
}
