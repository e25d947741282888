import { INTERNAL } from '../../access/groups.ts'
import { targetOf } from '../../domains/fields.ts'
import { isMoment } from '../../domains/operators.ts'
import type { Asker } from '../../environment/scope.ts'
import { isGroupable } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import type { ScreenViewKind } from '../../views/declarations.ts'
import { groupsKey } from '../menu.ts'
import { plannedFilters } from './planned_filters.ts'

/** A screen as somebody may see it. */
export interface ScreenPlan extends Action {
  /** Whether they may look at archived records. */
  hasArchive: boolean
  /** Fields by which they may group records. */
  groupable: ReadonlyMap<string, { label: string; kind: string; isMoment: boolean }>
  /** Whether the screen has a view of this kind for them. */
  hasView(kind: string): boolean
}

const plans = new WeakMap<Registry, Map<string, ScreenPlan>>()

/**
 * The screen with the columns, filters, order and groups that the asker may see; kept for the
 * registry's generation.
 */
export function screenPlan(registry: Registry, asker: Asker, action: Action): ScreenPlan {
  let known = plans.get(registry)
  if (!known) plans.set(registry, (known = new Map()))
  const key = `${action.href} ${groupsKey(asker)}`
  let plan = known.get(key)
  if (!plan) known.set(key, (plan = prune(registry, asker, action)))
  return plan
}

function prune({ access }: Registry, asker: Asker, action: Action): ScreenPlan {
  const { model, list, search } = action
  const shows = (name: string) => access.allowsField(asker, model, name)
  const order = list.order.filter(({ name }) => shows(name))
  const filters = Object.entries(search.filters).filter(([, [, domain]]) =>
    access.mayAsk(asker, model, domain)
  )
  const hasPlanned = model.hasThread && asker.groups.has(INTERNAL)
  const isInSight = (path: string) => {
    const [name, behind] = path.split('.') as [string, string?]
    if (!behind || !shows(name)) return shows(path)
    const target = targetOf(model.allFields[name]!) as unknown as typeof Model
    return access.allows(asker, target, 'read') && access.allowsField(asker, target, behind)
  }
  const planned = hasPlanned ? plannedFilters(asker.language) : []
  const groupable = Object.entries(model.allFields).filter(
    ([name, field]) => isGroupable(field) && shows(name)
  )
  const views = new Map(
    [...action.views].filter(
      ([, { needs, asks, internal }]) =>
        needs.every((name) => shows(name)) &&
        (!asks || access.mayAsk(asker, model, asks)) &&
        (!internal || asker.groups.has(INTERNAL))
    )
  )
  return {
    ...action,
    views,
    hasView: (kind) => views.has(kind as ScreenViewKind),
    hasArchive: shows('active'),
    groupable: new Map(
      groupable.map(([name, { kind, options }]) => [
        name,
        { label: options.label, kind, isMoment: isMoment(kind) },
      ])
    ),
    list: {
      ...list,
      columns: list.columns.filter(({ name }) => shows(name)),
      marks: list.marks.filter(({ domain }) => access.mayAsk(asker, model, domain)),
      order: order.length > 0 ? order : [{ name: 'id', descending: true }],
    },
    search: {
      ...search,
      fields: search.fields.filter((path) => isInSight(path)),
      filters: Object.fromEntries([...filters, ...planned]),
      groupBy: search.groupBy.filter((name) => groupable.some(([each]) => each === name)),
    },
  }
}
