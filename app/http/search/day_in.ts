import { DateTime } from 'luxon'
import type { DateFormat } from '../../identity/who.ts'

const FORMATS: Readonly<Record<DateFormat, readonly string[]>> = {
  dmy: ['d/M/yyyy', 'd.M.yyyy', 'd MMM yyyy', 'd MMMM yyyy'],
  mdy: ['M/d/yyyy', 'MMM d yyyy', 'MMMM d yyyy', 'MMM d, yyyy', 'MMMM d, yyyy'],
  iso: [],
}

/** The day that a text means, in the order of the tenant or of ISO 8601: `2026-01-31`, or null. */
export function dayIn(text: string, dateFormat: DateFormat, locale: string): string | null {
  for (const format of ['yyyy-MM-dd', ...FORMATS[dateFormat]]) {
    const day = DateTime.fromFormat(text, format, { locale, zone: 'UTC' })
    if (day.isValid) return day.toISODate()
  }
  return null
}
