import vine from '@vinejs/vine'
import { isUuid } from '../environment/scope.ts'
import type { Saying } from '../domains/errors.ts'
import type { Field } from '../domains/fields.ts'
import { plainNumber } from '../domains/number_text.ts'
import { isPhone, keptPhone, parsePhone } from '../domains/phone_text.ts'

/** Why a value was refused: a key of the texts with its values, or a sentence. */
export type InputFault = Saying | { text: string }

/** A value ready to be stored, or the fault that keeps it from being stored. */
export type InputResult = { value: unknown; fault?: undefined } | { fault: InputFault }

/** What was given for a field and has been read already, by whoever had the time. */
export class ReadValue {
  readonly result: InputResult

  constructor(result: InputResult) {
    this.result = result
  }
}

/** Digits that columns of numbers have, in the migrations that we recommend. */
const DIGITS = 14
const DAY = /^\d{4}-\d{2}-\d{2}$/
const fault = (key: string, values?: Record<string, string | number>): InputResult => ({
  fault: { key: `ui.error.${key}`, values },
})

/**
 * Reads what a person or another program gave for a field: trims, turns '' into null, brings
 * e-mail addresses, telephone numbers and web addresses into the form they are stored in.
 */
export function readInput(field: Field, given: unknown): InputResult {
  if (given instanceof ReadValue) return given.result
  if (field.kind === 'boolean') return { value: given === true || given === '1' || given === 'on' }
  if (
    given !== null &&
    given !== undefined &&
    typeof given === 'object' &&
    field.kind !== 'many2many' &&
    field.kind !== 'groups'
  ) {
    return fault('form')
  }
  const text = typeof given === 'string' ? clean(field, given) : given
  if (text === null || text === undefined || text === '') {
    return field.options.required ? fault('required') : { value: null }
  }
  return readers[field.kind]?.(field, text) ?? readText(field, text)
}

function clean(field: Field, given: string): string {
  const text = given.toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n')
  return field.kind === 'longText' ? text.trimEnd() : text.trim()
}

const readers: Partial<Record<string, (field: Field, given: unknown) => InputResult>> = {
  email: readEmail,
  phone: readPhone,
  url: readUrl,
  integer: readNumber,
  decimal: readNumber,
  money: readNumber,
  date: readDate,
  datetime: readMoment,
  selection: (field, given) =>
    Object.hasOwn(field.options.options ?? {}, String(given))
      ? { value: String(given) }
      : fault('option'),
  many2one: (_, given) => (isUuid(given) ? { value: given } : fault('record')),
  groups: (_, given) => {
    const names = [given].flat().filter((name) => name !== '')
    return names.every((name) => typeof name === 'string')
      ? { value: [...new Set(names)] }
      : fault('form')
  },
  many2many: (_, given) => {
    const ids = [given].flat().filter((id) => id !== '')
    return ids.every(isUuid) ? { value: [...new Set(ids)] } : fault('record')
  },
}

function readText(field: Field, given: unknown): InputResult {
  const text = String(given)
  const { size } = field.options
  return size && text.length > size ? fault('size', { size }) : { value: text }
}

function readEmail(field: Field, given: unknown): InputResult {
  const address = String(given).toLowerCase()
  return vine.helpers.isEmail(address) ? readText(field, address) : fault('email')
}

/** A number without a country is left as it was typed: its record says which one it is in, if any. */
function readPhone(field: Field, given: unknown): InputResult {
  const typed = String(given)
  if (!isPhone(typed)) return fault('phone')
  const number = typed.startsWith('+') ? parsePhone(typed) : undefined
  if (number && !number.isPossible()) return fault('phone')
  return readText(field, number ? keptPhone(number) : typed)
}

function readUrl(field: Field, given: unknown): InputResult {
  const typed = String(given)
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
  const url = URL.parse(address)
  const isWeb = url && ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.')
  return isWeb ? readText(field, address) : fault('url')
}

function readNumber(field: Field, given: unknown): InputResult {
  const number = typeof given === 'number' ? given : Number(plainNumber(String(given), '.'))
  const { scale } = field.options
  const { min, max } = limitsOf(field)
  if (!Number.isFinite(number)) return fault('number')
  if (field.kind === 'integer' && !Number.isInteger(number)) return fault('integer')
  if (number < min) return fault('min', { min })
  if (number > max) return fault('max', { max })
  return { value: scale === undefined ? number : Number(number.toFixed(scale)) }
}

/** The least and the largest number that a field takes: of 14 digits, unless it says otherwise. */
export function limitsOf({ options }: Field): { min: number; max: number } {
  const most = (10 ** DIGITS - 1) / 10 ** (options.scale ?? 0)
  return { min: options.min ?? -most, max: options.max ?? most }
}

function readDate(_: Field, given: unknown): InputResult {
  const text = String(given)
  const day = new Date(`${text}T00:00:00Z`)
  const isReal = DAY.test(text) && day.getUTCFullYear() > 0 && day.toISOString().startsWith(text)
  return isReal ? { value: text } : fault('date')
}

function readMoment(_: Field, given: unknown): InputResult {
  const moment = new Date(String(given))
  const year = moment.getUTCFullYear()
  return year > 0 && year < 10_000 ? { value: moment.toISOString() } : fault('date')
}
