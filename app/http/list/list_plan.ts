import type { Asker } from '../../environment/scope.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import { groupsKey } from '../menu.ts'

/** A screen as somebody may see it. */
export interface ListPlan extends Action {
  /** Whether they may look at archived records. */
  hasArchive: boolean
}

const plans = new WeakMap<Registry, Map<string, ListPlan>>()

/**
 * The screen with the columns, filters and order that the asker may see; kept for the registry's
 * generation.
 */
export function listPlan(registry: Registry, asker: Asker, action: Action): ListPlan {
  let known = plans.get(registry)
  if (!known) plans.set(registry, (known = new Map()))
  const key = `${action.href} ${groupsKey(asker)}`
  let plan = known.get(key)
  if (!plan) known.set(key, (plan = prune(registry, asker, action)))
  return plan
}

function prune({ access }: Registry, asker: Asker, action: Action): ListPlan {
  const { model, list, search } = action
  const visible = ({ name }: { name: string }) => access.allowsField(asker, model, name)
  const order = list.order.filter(visible)
  const filters = Object.entries(search.filters).filter(([, [, domain]]) =>
    access.mayAsk(asker, model, domain)
  )
  return {
    ...action,
    hasArchive: access.allowsField(asker, model, 'active'),
    list: {
      ...list,
      columns: list.columns.filter(visible),
      order: order.length > 0 ? order : [{ name: 'id', descending: true }],
    },
    search: { ...search, filters: Object.fromEntries(filters) },
  }
}
