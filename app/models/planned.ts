import type { Parameters } from '../domains/parameters.ts'

/** When something that is planned is due, seen from a day. */
export type PlannedState = 'overdue' | 'today' | 'planned'

/** Which records are asked for by what is planned about them. */
export interface PlannedAsked {
  /** Any of these; all where none is named. */
  states: readonly PlannedState[]
  /** Who is to do it; null for anybody. */
  userId: string | null
  /** The day that it is for who asks: `2026-11-21`. */
  today: string
}

const comparisons: Readonly<Record<PlannedState, string>> = {
  overdue: '<',
  today: '=',
  planned: '>',
}

/**
 * The ids of the records of a table about which something is planned, as a sub-query that names
 * nothing of the outer row: it runs once, from the index of what is open.
 */
export function plannedIds(
  tenant: string,
  table: string,
  { states, userId, today }: PlannedAsked,
  parameters: Parameters
): string {
  const conditions = [
    `a.tenant_id = ${tenant}`,
    `a.record_table = ${parameters.add(table, 'text')}`,
    'a.done_at is null',
  ]
  if (userId) conditions.push(`a.user_id = ${parameters.add(userId, 'uuid')}`)
  if (states.length > 0) {
    const day = parameters.add(today, 'date')
    const any = states.map((state) => `a.due_on ${comparisons[state]} ${day}`)
    conditions.push(`(${any.join(' or ')})`)
  }
  return `select a.record_id from activities a where ${conditions.join(' and ')}`
}
