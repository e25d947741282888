import type { CalendarQuery } from './calendar_query.ts'

/** The day with which a week begins in a locale, counted from 1 for Monday. */
export function firstWeekdayOf(locale: string): number {
  const { firstDay } = (
    new Intl.Locale(locale) as unknown as { getWeekInfo(): { firstDay: number } }
  ).getWeekInfo()
  return firstDay
}

/** What a calendar shows, in words: "November 2026", "23 – 29 November 2026". */
export function periodName({ span, day, from, until }: CalendarQuery, locale: string): string {
  if (span === 'month') return day.setLocale(locale).toFormat('LLLL yyyy')
  if (span === 'day') return day.setLocale(locale).toFormat('cccc, d LLLL yyyy')
  const last = until.minus({ days: 1 })
  const range = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  return range.formatRange(utcDay(from), utcDay(last))
}

/** The day as a moment that every time zone of a formatter shows as this day. */
function utcDay(date: CalendarQuery['day']): Date {
  return new Date(date.year, date.month - 1, date.day, 12)
}
