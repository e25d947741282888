import type { DateTime } from 'luxon'
import { spanOf, type Clock, type Span } from '../../domains/moments.ts'

/** The stretches of time that a dashboard can be about, and what they are compared with. */
export const RANGES = [
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
  'last_30_days',
] as const
export type Range = (typeof RANGES)[number]

/** The condition that a day or moment is within a stretch of time. */
export function within(name: string, range: Range): readonly unknown[] {
  return [[name, '=', range]]
}

/** The condition that it is within the stretch of the same length before. */
export function before(name: string, kind: string, range: Range, clock: Clock): readonly unknown[] {
  const { start, end } = previous(range, spanOf(range, clock))
  const write = (moment: DateTime) =>
    kind === 'date' ? moment.toISODate() : moment.toUTC().toISO({ suppressMilliseconds: true })
  return [
    [name, '>=', write(start)],
    [name, '<', write(end)],
  ]
}

function previous(range: Range, { start }: Span): Span {
  const unit = (['month', 'quarter', 'year'] as const).find((each) => range.endsWith(each))
  return { start: start.minus(unit ? { [unit]: 1 } : { days: 30 }), end: start }
}
