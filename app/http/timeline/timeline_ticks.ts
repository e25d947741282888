import type { DateTime } from 'luxon'
import type { TimelineQuery } from './timeline_query.ts'

/** Where a label has no room any more, in percent. */
const FULL = 96

/** What stands along the top: days of a week, weeks of a month or a quarter, months of a year. */
export function ticksOf(query: TimelineQuery, locale: string): { label: string; left: number }[] {
  const { from, until } = query
  const length = +until - +from
  return placesOf(query)
    .map((at) => ({
      label: labelOf(at.setLocale(locale), query.span),
      left: Math.round(((+at - +from) / length) * 10_000) / 100,
    }))
    .filter(({ left }) => left < FULL)
}

function placesOf({ span, from, until }: TimelineQuery): DateTime[] {
  const [first, step] = {
    week: [from, { days: 1 }] as const,
    month: [from, { days: 3 }] as const,
    quarter: [from, { weeks: 1 }] as const,
    year: [from, { months: 1 }] as const,
  }[span]
  const places: DateTime[] = []
  for (let at: DateTime = first; at < until; at = at.plus(step)) places.push(at)
  return places
}

function labelOf(at: DateTime, span: TimelineQuery['span']): string {
  if (span === 'year') return at.toFormat('LLL')
  if (span === 'week') return at.toFormat('ccc d')
  return at.toLocaleString({ day: 'numeric', month: 'short' })
}
