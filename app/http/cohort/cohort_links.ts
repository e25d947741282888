import { DateTime } from 'luxon'
import type { Field } from '../../domains/fields.ts'
import { not, type DomainNode } from '../../domains/node.ts'
import { toNotation } from '../../domains/notation.ts'
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
  #parse: (domain: readonly unknown[]) => DomainNode

  constructor(
    plan: ScreenPlan,
    tree: CohortTree,
    query: CohortQuery,
    { timeZone, parse }: { timeZone: string; parse: (domain: readonly unknown[]) => DomainNode }
  ) {
    this.#plan = plan
    this.#tree = tree
    this.#query = query
    this.#timeZone = timeZone
    this.#parse = parse
  }

  /** All that began in the span with this first day. */
  whole(start: string): string {
    return this.#query.listHref(this.#begun(start))
  }

  /** Those of them that have, or have not, come to their end so many spans later. */
  after(start: string, span: number): string {
    const { unit, mode } = this.#query
    const { end, when } = this.#tree
    const field = this.#field(end)
    const zone = field.kind === 'date' ? 'utc' : this.#timeZone
    const until = DateTime.fromISO(start, { zone }).plus({ [unit]: span + 1 })
    const limit = field.kind === 'date' ? until.toISODate() : until.toUTC().toISO()
    const ended = [[end, '<', limit], ...when]
    const conditions = mode === 'churn' ? ended : this.#without(ended)
    return this.#query.listHref([...this.#begun(start), ...conditions])
  }

  /** Those that do not meet a condition. An end that is not there, or comes later, is said as such. */
  #without(ended: readonly unknown[]): unknown[] {
    const [[end, , limit]] = ended as [[string, string, string]]
    if (ended.length === 1) return ['|', [end, '=', null], [end, '>=', limit]]
    return toNotation(not(this.#parse(ended)))
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
