import { DateTime } from 'luxon'
import { textOf } from '../search/search_query.ts'

/** A stretch of time that is shown, with the day that was asked for. */
interface Period {
  span: string
  day: DateTime
  from: DateTime
  until: DateTime
}

/** A day as the address has it, in the time zone of today; today where it is none that is shown. */
export function dayIn(given: unknown, today: DateTime): DateTime {
  const text = textOf(given)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return today
  const day = DateTime.fromISO(text, { zone: today.zone })
  return day.year >= 1900 && day.year < 3000 ? day : today
}

/** What a calendar shows, in words: "November 2026", "23 – 29 November 2026". */
export function periodName({ span, day, from, until }: Period, locale: string): string {
  if (span === 'month') return day.setLocale(locale).toFormat('LLLL yyyy')
  if (span === 'year') return String(day.year)
  if (span === 'day') return day.setLocale(locale).toFormat('cccc, d LLLL yyyy')
  const last = until.minus({ days: 1 })
  const range = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  return range.formatRange(utcDay(from), utcDay(last))
}

/** The day as a moment that every time zone of a formatter shows as this day. */
function utcDay(date: DateTime): Date {
  return new Date(date.year, date.month - 1, date.day, 12)
}
