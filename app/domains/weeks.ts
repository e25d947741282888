import type { DateTime } from 'luxon'

const known = new Map<string, number>()

/**
 * The day with which a week begins where a language is spoken, counted from 1 for Monday. English
 * means Europe's.
 */
export function firstWeekdayOf(language: string): number {
  let day = known.get(language)
  if (day === undefined) {
    const locale = new Intl.Locale(language === 'en' ? 'en-GB' : language)
    const { firstDay } = (
      locale as unknown as { getWeekInfo(): { firstDay: number } }
    ).getWeekInfo()
    known.set(language, (day = firstDay))
  }
  return day
}

/** The first day of the week in which a day is. */
export function weekOf(day: DateTime, firstWeekday = 1): DateTime {
  return day.minus({ days: (day.weekday - firstWeekday + 7) % 7 })
}
