import type { Field } from '../../domains/fields.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Translate } from '../../views/texts.ts'
import { plainNumber } from '../../domains/number_text.ts'
import type { ImportSettings } from './settings.ts'
import { parseTime } from './times.ts'

/**
 * A value that `Records` can read, or a sentence that says why there is none. `isUnclear` where the
 * text is a word that nothing answers to, so that somebody may say what it means.
 */
export type Read = { value: unknown; fault?: undefined } | { fault: string; isUnclear?: true }

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
  return { fault: t('ui.import.fault.truth', { text }), isUnclear: true }
}

function readOption(field: Field, text: string, { t }: ValueContext): Read {
  const options = Object.entries(field.options.options ?? {})
  const word = text.toLowerCase()
  const found =
    options.find(([key]) => key === text) ??
    options.find(([key, label]) => [key.toLowerCase(), label.toLowerCase()].includes(word))
  return found
    ? { value: found[0] }
    : { fault: t('ui.import.fault.option', { text }), isUnclear: true }
}

function readTime(kind: 'date' | 'datetime', text: string, context: ValueContext): Read {
  const { t, timeZone, settings } = context
  const moment = parseTime(text, timeZone, settings.dateOrder)
  if (!moment) return { fault: t('ui.import.fault.date', { text }) }
  return { value: kind === 'date' ? moment.toISODate() : moment.toUTC().toISO() }
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
