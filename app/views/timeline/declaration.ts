import type { Model } from '../../models/model.ts'
import type { Kinds, ScreenViewTree, View } from '../declarations.ts'

/** What a timeline says: from when to when records go, what makes the rows, and what colours them. */
export interface TimelineTree extends ScreenViewTree {
  readonly start: string
  readonly end: string
  readonly by: string
  readonly color: string | null
}

type Moments<M> = Kinds<M, 'date' | 'datetime'>

/**
 * The records of a model as bars from one day to another, in rows by what they have in common.
 * Those without a start are not shown; those without an end take one day.
 */
export function timeline<C extends typeof Model>(
  model: C,
  options: {
    /** A day, or a moment, which is shown in the time zone of the reader. */
    start: Moments<InstanceType<C>>
    end: Moments<InstanceType<C>>
    /** The field whose values are the rows; people group by others on the page. */
    by: Kinds<InstanceType<C>, 'selection' | 'many2one'>
    /** A selection in the tones of its options, or a link in a colour for each record. */
    color?: Kinds<InstanceType<C>, 'selection' | 'many2one'>
  }
): View<InstanceType<C>, never> {
  const { start, end, by, color = null } = options
  const tree: TimelineTree = { needs: [start, end, by], start, end, by, color }
  return { kind: 'timeline', model, tree }
}
