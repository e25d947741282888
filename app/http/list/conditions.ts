import type { DomainNode } from '../../domains/node.ts'
import { parseDomain } from '../../domains/parse.ts'
import type { Model } from '../../models/model.ts'

/**
 * The conditions that a list begins with: its own filter, and archived records or the others;
 * with `null` both.
 */
export function standingConditions(
  model: typeof Model,
  filter: readonly unknown[],
  archived: boolean | null
): DomainNode[] {
  const nodes = filter.length > 0 ? [parseDomain(model, filter)] : []
  if (archived === null || !Object.hasOwn(model.allFields, 'active')) return nodes
  return [...nodes, parseDomain(model, [['active', '=', !archived]])]
}
