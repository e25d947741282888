import { DateTime } from 'luxon'
import type { Field } from '../../domains/fields.ts'
import type { CohortTree } from '../../views/cohort/declaration.ts'
import { groupDomain } from '../groups/group_domain.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { CohortQuery } from './cohort_query.ts'

/** The lists of the records behind the figures of a cohort view. */
export class CohortLinks {
  #plan: ScreenPlan
  #tree: CohortTree
  #query: CohortQuery
  #timeZone: string

  constructor(plan: ScreenPlan, tree: CohortTree, query: CohortQuery, timeZone: string) {
    this.#plan = plan
    this.#tree = tree
    this.#query = query
    this.#timeZone = timeZone
  }

  /** All that began in the span with this first day. */
  whole(start: string): string {
    return this.#query.listHref(this.#begun(start))
  }

  /** Those of them that have, or have not, come to their end so many spans later. */
  after(start: string, span: number): string {
    const { unit, mode } = this.#query
    const { end } = this.#tree
    const field = this.#field(end)
    const zone = field.kind === 'date' ? 'utc' : this.#timeZone
    const until = DateTime.fromISO(start, { zone }).plus({ [unit]: span + 1 })
    const limit = field.kind === 'date' ? until.toISODate() : until.toUTC().toISO()
    const conditions =
      mode === 'churn' ? [[end, '<', limit]] : ['|', [end, '=', null], [end, '>=', limit]]
    return this.#query.listHref([...this.#begun(start), ...conditions])
  }

  #begun(start: string): readonly unknown[] {
    const { start: name } = this.#tree
    const term = { name, unit: this.#query.unit }
    return groupDomain(this.#field(name), term, start, this.#timeZone)
  }

  #field(name: string): Field {
    return this.#plan.model.allFields[name]!
  }
}
