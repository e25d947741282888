import { DateTime } from 'luxon'
import type { ImportSettings } from './settings.ts'

type DateOrder = ImportSettings['dateOrder']

const days: Record<DateOrder, readonly string[]> = {
  dmy: ['d.M.yyyy', 'd/M/yyyy', 'd-M-yyyy', 'd. M. yyyy', 'd.M.yy', 'd/M/yy', 'd-M-yy'],
  mdy: ['M/d/yyyy', 'M-d-yyyy', 'M.d.yyyy', 'M/d/yy', 'M-d-yy', 'M.d.yy'],
}
const yearFirst = ['yyyy/M/d', 'yyyy.M.d', 'yyyy年M月d日']
const wordy = ['d LLLL yyyy', 'd LLL yyyy', 'd. LLLL yyyy', 'd. LLL yyyy', 'LLLL d, yyyy']
const wordyDays = [...wordy, 'LLL d, yyyy', 'd-LLL-yyyy', 'd-LLL-yy']
const times = ['', ' H:mm', ' H:mm:ss', ', H:mm', ', H:mm:ss', ' h:mm a', ' h:mm:ss a']

/** The languages in which names of months are read. */
const LOCALES = ['en', 'de', 'fr']

/** The day or the moment that a text says, in a time zone; null where it says none. */
export function parseTime(given: string, zone: string, order: DateOrder): DateTime | null {
  const text = given.normalize('NFKC')
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) {
    const iso = DateTime.fromISO(text.replace(/^(.{10}) /, '$1T'), { zone })
    if (iso.isValid) return iso
  }
  const isWordy = /\p{Script=Latin}{3}/u.test(text)
  const formats = isWordy ? wordyDays : [...days[order], ...yearFirst]
  for (const locale of isWordy ? LOCALES : ['en']) {
    for (const day of formats) {
      for (const time of times) {
        const moment = DateTime.fromFormat(text, day + time, { zone, locale })
        if (moment.isValid) return moment
      }
    }
  }
  return null
}

/** Which comes first in a date written in digits; null where it can be either, or is no date. */
export function orderIn(text: string): DateOrder | null {
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b/.exec(text)
  if (!parts) return null
  const [first, second] = [Number(parts[1]), Number(parts[3])]
  if (first > 12 && second <= 12) return 'dmy'
  return second > 12 && first <= 12 ? 'mdy' : null
}
