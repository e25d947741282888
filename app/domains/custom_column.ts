import { isUuid } from '../environment/scope.ts'
import { isNumber } from './operators.ts'

/** Day and time as they are stored. No question marks: query builders take them for values. */
const YEAR = String.raw`(\d{3}[1-9]|\d{2}[1-9]0|\d[1-9]00|[1-9]000)`
const DAY = String.raw`${YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const TIME = String.raw`T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9}){0,1}(Z|[+-](0\d|1[0-4]):[0-5]\d)`
const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

const day = new RegExp(`^${DAY}$`)
const moment = new RegExp(`^${DAY}${TIME}$`)

/**
 * The value of a custom field in SQL, out of `document ->> name`. Under the name may lie what a field
 * of another kind has left, which was deleted, or what an undo has brought back: what does not fit is
 * as if it were not there, so that no statement fails at it.
 */
export function customExpression(kind: string, document: string, name: string): string {
  const text = `(${document}->>${name})`
  const typed = (type: string) => `jsonb_typeof(${document}->${name}) = '${type}'`
  const matches = (pattern: string) => `${text} ~ '^${pattern}$'`
  // Counted on from the first of the month: a 30th of February is a day of March, and no error.
  const date = `((substr(${text}, 1, 8) || '01')::date + substr(${text}, 9, 2)::integer - 1)`
  switch (kind) {
    case 'integer':
      return `(case when ${typed('number')} then case when ${text}::numeric % 1 = 0 and ${text}::numeric between -2147483648 and 2147483647 then ${text}::numeric::integer end end)`
    case 'decimal':
    case 'money':
      return `(case when ${typed('number')} then ${text}::numeric end)`
    case 'boolean':
      return `(case when ${typed('boolean')} then ${text}::boolean end)`
    case 'date':
      return `(case when ${matches(DAY)} then ${date} end)`
    case 'datetime':
      return `(case when ${matches(DAY + TIME)} then (${date}::text || substr(${text}, 11))::timestamptz end)`
    case 'many2one':
      return `(case when ${matches(ID)} then ${text}::uuid end)`
    default:
      return text
  }
}

/** The same of a value that was read: what does not fit the kind is null, and texts are texts. */
export function customValue(kind: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (kind === 'integer') return Number.isInteger(value) ? value : null
  if (isNumber(kind)) return typeof value === 'number' ? value : null
  if (kind === 'boolean') return typeof value === 'boolean' ? value : null
  if (kind === 'date' && typeof value !== 'object') return day.test(String(value)) ? value : null
  if (kind === 'datetime' && typeof value !== 'object') {
    return moment.test(String(value)) ? value : null
  }
  if (kind === 'many2one') return isUuid(value) ? value : null
  return typeof value === 'object' ? value : String(value)
}
