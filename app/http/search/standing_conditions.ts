import type { Records } from '../../access/records.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Model } from '../../models/model.ts'

/**
 * The conditions that a list begins with: its own filter, and archived records or the others;
 * with `null` both.
 */
export function standingConditions(
  records: Records<typeof Model>,
  filter: readonly unknown[],
  archived: boolean | null
): DomainNode[] {
  const nodes = filter.length > 0 ? [records.domain(filter)] : []
  return archived === null ? nodes : [...nodes, ...records.unarchived(!archived)]
}
