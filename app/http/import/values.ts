import { DateTime } from 'luxon'
import type { Field } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Translate } from '../../views/texts.ts'
import type { ImportSettings } from './settings.ts'

/** A value that `Records` can read, or a sentence that says why there is none. */
export type Read = { value: unknown; fault?: undefined } | { fault: string }

export interface ValueContext {
  settings: Pick<ImportSettings, 'point' | 'dateOrder'>
  timeZone: string
  t: Translate
}

const YES = [
  '1',
  'true',
  'yes',
  'y',
  'x',
  'on',
  'ja',
  'wahr',
  'oui',
  'vrai',
  'si',
  'sí',
  '✓',
  'はい',
]
const NO = ['0', 'false', 'no', 'n', 'off', 'nein', 'falsch', 'non', 'faux', '-', 'いいえ']

const days = {
  dmy: ['d.M.yyyy', 'd/M/yyyy', 'd-M-yyyy', 'd. M. yyyy'],
  mdy: ['M/d/yyyy', 'M-d-yyyy', 'M.d.yyyy'],
}
const wordyDays = ['d LLL yyyy', 'd LLLL yyyy', 'LLL d, yyyy', 'LLLL d, yyyy', 'yyyy/M/d']
const times = ['', ' HH:mm', ' HH:mm:ss', ', HH:mm', ' h:mm a']

/** Reads the text of a cell for a field that leads to no record. */
export function readCell(field: Field, text: string, context: ValueContext): Read {
  switch (field.kind) {
    case 'boolean':
      return readTruth(text, context)
    case 'integer':
    case 'decimal':
    case 'money':
      return { value: plainNumber(text, context.settings.point) }
    case 'date':
    case 'datetime':
      return readTime(field.kind, text, context)
    case 'selection':
      return readOption(field, text, context)
    default:
      return { value: text }
  }
}

function readTruth(text: string, { t }: ValueContext): Read {
  const word = text.toLowerCase()
  if ([...YES, t('ui.export.yes').toLowerCase()].includes(word)) return { value: true }
  if ([...NO, t('ui.export.no').toLowerCase()].includes(word)) return { value: false }
  return { fault: t('ui.import.fault.truth', { text }) }
}

/** A number with a point and nothing between its digits; what is none is left to the field. */
function plainNumber(text: string, point: string): string {
  const bare = text.replaceAll(/[\s'’\u00A0\u202F]|[A-Z]{3}|[€$£¥]/g, '')
  return point === ','
    ? bare.replaceAll('.', '').replace(',', '.')
    : bare.replaceAll(/,(?=\d{3}(\D|$))/g, '')
}

function readOption(field: Field, text: string, { t }: ValueContext): Read {
  const options = Object.entries(field.options.options ?? {})
  const word = text.toLowerCase()
  const found =
    options.find(([key]) => key === text) ??
    options.find(([key, label]) => [key.toLowerCase(), label.toLowerCase()].includes(word))
  return found ? { value: found[0] } : { fault: t('ui.import.fault.option', { text }) }
}

function readTime(kind: 'date' | 'datetime', text: string, context: ValueContext): Read {
  const { t, timeZone, settings } = context
  const moment = parseTime(text, timeZone, settings.dateOrder)
  if (!moment) return { fault: t('ui.import.fault.date', { text }) }
  return { value: kind === 'date' ? moment.toISODate() : moment.toUTC().toISO() }
}

function parseTime(text: string, zone: string, order: ImportSettings['dateOrder']) {
  const iso = DateTime.fromISO(text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T'), { zone })
  if (iso.isValid && /^\d{4}-\d{2}-\d{2}/.test(text)) return iso
  for (const day of [...days[order], ...wordyDays]) {
    for (const time of times) {
      const moment = DateTime.fromFormat(text, day + time, { zone, locale: 'en' })
      if (moment.isValid) return moment
    }
  }
  return null
}

/** The parts of a cell that names several records. */
export function partsOf(text: string): string[] {
  const parts = text.split(/[,;|\n]/).map((part) => part.trim())
  return [...new Set(parts.filter(Boolean))]
}

/** Whether a text could name a record by its external id: `crm.won`. */
export function isExternalId(text: string): boolean {
  return !isUuid(text) && /^[a-z][\w-]*\.[\w.-]+$/.test(text)
}
