import { decimalPointOf, type DecimalPoint } from '../domains/number_text.ts'
import { typedPhone } from '../domains/phone_text.ts'
import type { DateFormat } from '../identity/who.ts'
import { isPseudo } from '../views/pseudo_locale.ts'

const MINUTE = 60_000

/** So many texts are remembered for each language and time zone. */
const MOST = 20_000

/** Turns stored values into what a person reads, in their language and time zone. */
export interface Formats {
  date(value: unknown): string
  datetime(value: unknown): string
  time(value: unknown): string
  number(value: number, digits?: number): string
  /** A share of one as a percentage, with one digit after the point unless told. */
  percent(share: number, digits?: number): string
  /** What stands before the decimals of a number. */
  point: DecimalPoint
  /** A number in E.164 form with the spaces of its country; others as they are. */
  phone(value: string): string
}

const known = new Map<string, Formats>()

/** The formats of a language and time zone; kept, because making them costs more than using them. */
export function formatsOf(
  language: string,
  timeZone: string,
  dateFormat: DateFormat = 'dmy'
): Formats {
  const key = `${language} ${timeZone} ${dateFormat}`
  let formats = known.get(key)
  if (!formats) known.set(key, (formats = makeFormats(language, timeZone, dateFormat)))
  return formats
}

/** The locale whose dates and numbers a language is shown with; English means Europe's. */
export function localeOf(language: string): string {
  return language === 'en' || isPseudo(language) ? 'en-GB' : language
}

/** English is written in either order; Swedish days look like those of ISO 8601. */
function dayLocaleOf(locale: string, dateFormat: DateFormat): string {
  if (dateFormat === 'iso') return 'sv-SE'
  return dateFormat === 'mdy' && locale === 'en-GB' ? 'en-US' : locale
}

function makeFormats(language: string, timeZone: string, dateFormat: DateFormat): Formats {
  const locale = localeOf(language)
  const days = dayLocaleOf(locale, dateFormat)
  const parts =
    dateFormat === 'iso'
      ? ({ day: '2-digit', month: '2-digit', year: 'numeric' } as const)
      : ({ day: 'numeric', month: 'short', year: 'numeric' } as const)
  const day = new Intl.DateTimeFormat(days, { ...parts, timeZone: 'UTC' })
  const moment = new Intl.DateTimeFormat(days, {
    ...parts,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone })
  const numbers = {
    decimal: new Map<number, Intl.NumberFormat>(),
    percent: new Map<number, Intl.NumberFormat>(),
  }
  const figure = (value: number, style: keyof typeof numbers, digits: number) => {
    let format = numbers[style].get(digits)
    if (!format) {
      const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits }
      numbers[style].set(digits, (format = new Intl.NumberFormat(locale, { style, ...fraction })))
    }
    return format.format(value)
  }
  const moments = new Map<number, string>()
  const phones = new Map<string, string>()

  return {
    date: (value) => (value ? day.format(new Date(`${String(value)}T00:00:00Z`)) : ''),
    datetime(value) {
      if (!(value instanceof Date)) return ''
      const minute = Math.floor(value.getTime() / MINUTE)
      let text = moments.get(minute)
      if (text === undefined) {
        if (moments.size > MOST) moments.clear()
        moments.set(minute, (text = moment.format(value)))
      }
      return text
    },
    time: (value) => (value instanceof Date ? time.format(value) : ''),
    number: (value, digits = 0) => figure(value, 'decimal', digits),
    percent: (share, digits = 1) => figure(share, 'percent', digits),
    point: decimalPointOf(locale),
    phone(value) {
      if (!value.startsWith('+')) return value
      let text = phones.get(value)
      if (text === undefined) {
        if (phones.size > MOST) phones.clear()
        text = typedPhone(value)
        phones.set(value, text)
      }
      return text
    },
  }
}
