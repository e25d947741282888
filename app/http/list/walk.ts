import type { Environment } from '../../environment/environment.ts'
import { walksByLocation } from '../../models/location_share.ts'
import type { OrderTerm } from '../../models/order.ts'
import type { Action } from '../../modules/registry.ts'

/**
 * Whether to walk a screen's records by location. Only its own order has an index for each, and none
 * has one by the titles of what a link leads to.
 */
export function walksActionByLocation(
  environment: Environment,
  { model, list }: Action,
  order: readonly OrderTerm[]
): boolean {
  if (order.some(({ name }) => model.allFields[name]?.kind === 'many2one')) return false
  if (!isSame(order, list.order) || !Object.hasOwn(model.allFields, 'location')) return false
  return walksByLocation(environment, model.table)
}

function isSame(order: readonly OrderTerm[], other: readonly OrderTerm[]): boolean {
  return (
    order.length === other.length &&
    order.every(({ name, descending }, index) => {
      const term = other[index]!
      return term.name === name && term.descending === descending
    })
  )
}
