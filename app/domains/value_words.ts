import { DateTime } from 'luxon'
import type { Field } from './fields.ts'
import { distanceOf, isDay } from './moments.ts'
import type { Scalar, Value } from './node.ts'
import { isMoment, isRelation } from './operators.ts'
import { phrase, type PhraseKey, type WordOptions } from './phrases.ts'

const MOST_SHOWN = 5
const words: Readonly<Record<string, PhraseKey>> = {
  now: 'now',
  today: 'today',
  yesterday: 'yesterday',
  tomorrow: 'tomorrow',
  last_7_days: 'last7Days',
  last_30_days: 'last30Days',
  this_week: 'thisWeek',
  last_week: 'lastWeek',
  next_week: 'nextWeek',
  this_month: 'thisMonth',
  last_month: 'lastMonth',
  next_month: 'nextMonth',
  this_quarter: 'thisQuarter',
  last_quarter: 'lastQuarter',
  next_quarter: 'nextQuarter',
  this_year: 'thisYear',
  last_year: 'lastYear',
  next_year: 'nextYear',
}

/** A value as people read it; a list as a choice: "Lead or Customer". */
export function valueWords(field: Field, value: Value, options: WordOptions): string {
  if (!Array.isArray(value)) return scalarWords(field, value as Scalar, options)
  const shown = value.slice(0, value.length > MOST_SHOWN + 1 ? MOST_SHOWN : value.length)
  const items = shown.map((each) => scalarWords(field, each, options))
  const others = value.length - shown.length
  if (others > 0) items.push(phrase(options, 'others', { count: others }))
  return new Intl.ListFormat(options.locale, { type: 'disjunction' }).format(items)
}

function scalarWords(field: Field, value: Scalar, options: WordOptions): string {
  if (value === null) return phrase(options, 'empty')
  if (typeof value === 'boolean') return phrase(options, value ? 'yes' : 'no')
  if (typeof value === 'number') return new Intl.NumberFormat(options.locale).format(value)
  if (isMoment(field.kind)) return momentWords(value, options)
  const text = String(value)
  if (field.kind === 'selection') return field.options.options?.[text] ?? text
  if (field.kind === 'id' || isRelation(field.kind)) {
    return options.names?.get(text) ?? phrase(options, 'record', { id: text.slice(-8) })
  }
  return text
}

function momentWords(value: string | DateTime, options: WordOptions): string {
  const { locale } = options
  if (typeof value === 'string') {
    if (Object.hasOwn(words, value)) return phrase(options, words[value]!)
    const distance = distanceOf(value)
    if (distance) return new Intl.RelativeTimeFormat(locale).format(distance.amount, distance.unit)
  }
  const dayOnly = typeof value === 'string' && isDay(value)
  const moment = typeof value === 'string' ? DateTime.fromISO(value, { setZone: true }) : value
  return moment.toLocaleString(dayOnly ? DateTime.DATE_MED : DateTime.DATETIME_MED, { locale })
}
