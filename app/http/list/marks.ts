import type { Records } from '../../access/records.ts'
import type { DomainNode } from '../../domains/node.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'

/** The conditions of the marks on a screen's rows, checked. */
export function markNodes(records: Records<typeof Model>, { list }: ScreenPlan): DomainNode[] {
  return list.marks.map(({ domain }) => records.domain(domain))
}
