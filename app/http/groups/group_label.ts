import { DateTime } from 'luxon'
import { isMoment, isNumber, isRelation } from '../../domains/operators.ts'
import { digitsOf, type Field } from '../../domains/fields.ts'
import type { GroupKey, GroupTerm, Unit } from '../../models/aggregate.ts'
import type { Translate } from '../../views/texts.ts'
import { localeOf, type Formats } from '../formats.ts'

/** What the name of a group depends on beside the group. */
export interface GroupWords {
  t: Translate
  formats: Formats
  /** Language of the reader. */
  language: string
}

/** The name of a group, as people read it: “Customer”, “Aurora”, “November 2026”, “No company”. */
export function groupLabel(
  field: Field,
  { unit = 'month' }: GroupTerm,
  { value, title }: GroupKey,
  words: GroupWords
): string {
  const { t, formats } = words
  const { kind, options } = field
  if (value === null) return t('ui.group.none', { field: withinSentence(options.label) })
  if (isRelation(kind)) return title ?? t('ui.form.untitled')
  if (isMoment(kind)) return spanLabel(String(value), unit, words)
  if (kind === 'boolean') return t(value === true ? 'ui.yes' : 'ui.no')
  if (kind === 'selection') return options.options?.[String(value)] ?? String(value)
  if (isNumber(kind)) return formats.number(Number(value), digitsOf(field))
  return kind === 'phone' ? formats.phone(String(value)) : String(value)
}

function spanLabel(day: string, unit: Unit, { t, formats, language }: GroupWords): string {
  const start = DateTime.fromISO(day, { zone: 'utc' }).setLocale(localeOf(language))
  const middle = start.plus({ days: 3 })
  switch (unit) {
    case 'day':
      return formats.date(day)
    case 'week':
      return t('ui.group.week', { week: middle.weekNumber, year: String(middle.weekYear) })
    case 'month':
      return start.toFormat('LLLL yyyy')
    case 'quarter':
      return t('ui.group.quarter', { quarter: start.quarter, year: String(start.year) })
    case 'year':
      return String(start.year)
  }
}

/** A label that begins with one capital letter loses it inside a sentence; “VAT number” does not. */
function withinSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1)
}
