import type { FieldName } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenViewTree, View } from '../declarations.ts'

/** What an activity view says beside the title of each record. */
export interface ActivityTree extends ScreenViewTree {
  readonly detail: string | null
}

/**
 * The records of a model against the types of activities: what is to be done next about each, until
 * when, and the way to plan it. Only for those who work here, as all activities are.
 */
export function activity<C extends typeof Model>(
  model: C,
  options: {
    /** A field that stands below the title. */
    detail?: FieldName<InstanceType<C>>
  } = {}
): View<InstanceType<C>, never> {
  const tree: ActivityTree = { needs: [], internal: true, detail: options.detail ?? null }
  return { kind: 'activity', model, tree }
}
