import { DateTime } from 'luxon'
import type { Group } from '../../models/aggregate.ts'
import type { CohortUnit } from '../../views/cohort/declaration.ts'
import type { Figure } from '../groups/figures.ts'
import { spansBetween } from '../groups/spans.ts'

/** So many cohorts are shown, the last ones, and what became of each in so many spans. */
export const MOST_COHORTS = 36
const MOST_SPANS = 16

/** Records that began in one span of time. */
export interface Cohort {
  /** The first day of the span: `2026-11-01`. */
  start: string
  total: number
  /** How much of it has come to an end up to each span, as long as these have come. */
  ended: number[]
}

/** What became of the records that began in each span of time; spans without records among them. */
export function cohortsOf(
  groups: readonly Group[],
  figure: Figure,
  unit: CohortUnit,
  today: string
): Cohort[] {
  const starts = groups.map(({ keys }) => String(keys[0]!.value))
  if (starts.length === 0) return []
  const byStart = Map.groupBy(groups, ({ keys }) => String(keys[0]!.value))
  return spansBetween(starts, unit)
    .slice(-MOST_COHORTS)
    .map((start) => cohortOf(start, byStart.get(start) ?? [], figure, unit, today))
}

function cohortOf(
  start: string,
  groups: readonly Group[],
  figure: Figure,
  unit: CohortUnit,
  today: string
): Cohort {
  const spans = Math.min(Math.max(spansFrom(start, today, unit) + 1, 0), MOST_SPANS)
  const ended = Array.from({ length: spans }, () => 0)
  for (const group of groups) {
    const end = group.keys[1]?.value ?? null
    if (end === null) continue
    const span = Math.max(spansFrom(start, String(end), unit), 0)
    if (span < spans) ended[span]! += figure.of(group) ?? 0
  }
  let sum = 0
  const total = groups.reduce((all, group) => all + (figure.of(group) ?? 0), 0)
  return { start, total, ended: ended.map((value) => (sum += value)) }
}

/** How many spans a day lies after the one that begins on another day. */
function spansFrom(start: string, day: string, unit: CohortUnit): number {
  const [from, to] = [start, day].map((text) => DateTime.fromISO(text, { zone: 'utc' }))
  return Math.floor(to!.diff(from!, `${unit}s`).as(`${unit}s`))
}

/** What all cohorts have come to, each span over those that have come so far. */
export function together(cohorts: readonly Cohort[]): {
  total: number
  of: number[]
  ended: number[]
} {
  const spans = Math.max(0, ...cohorts.map(({ ended }) => ended.length))
  const reached = Array.from({ length: spans }, (_, span) =>
    cohorts.filter(({ ended }) => ended.length > span)
  )
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  return {
    total: sum(cohorts.map(({ total }) => total)),
    of: reached.map((those) => sum(those.map(({ total }) => total))),
    ended: reached.map((those, span) => sum(those.map(({ ended }) => ended[span]!))),
  }
}
