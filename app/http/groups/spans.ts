import { DateTime } from 'luxon'
import type { Unit } from '../../models/aggregate.ts'
import { localeOf } from '../formats.ts'
import type { GroupWords } from './group_label.ts'

/** So many spans are looked at: a year of days. */
export const MOST_SPANS = 366

/**
 * The first days of all spans of time from the first to the last of some, those without records
 * among them. Of more than `MOST_SPANS` the last ones.
 */
export function spansBetween(days: readonly string[], unit: Unit): string[] {
  const sorted = [...days].sort()
  const first = day(sorted[0]!)
  const spans: string[] = []
  for (let at = day(sorted.at(-1)!); at >= first; at = at.minus({ [unit]: 1 })) {
    if (spans.length === MOST_SPANS) break
    spans.unshift(at.toISODate()!)
  }
  return spans
}

/**
 * A span where room is short: “18 Nov”, “W47”, “Nov”, “Q4”, “2026”. Months and quarters say the year
 * where it begins, and where asked.
 */
export function shortSpan(
  start: string,
  unit: Unit,
  { t, language, withYear }: Pick<GroupWords, 't' | 'language'> & { withYear: boolean }
): string {
  const at = day(start).setLocale(localeOf(language))
  const year = withYear || at.month === 1 ? ` ${at.toFormat('yy')}` : ''
  switch (unit) {
    case 'day':
      return at.toLocaleString({ day: 'numeric', month: 'short' })
    case 'week':
      return t('ui.group.weekShort', { week: at.plus({ days: 3 }).weekNumber })
    case 'month':
      return `${at.toFormat('LLL')}${year}`
    case 'quarter':
      return `Q${at.quarter}${year}`
    case 'year':
      return String(at.year)
  }
}

function day(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' })
}
