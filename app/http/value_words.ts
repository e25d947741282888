import { digitsOf, shownAs, type Field } from '../domains/fields.ts'
import { isMoment, isNumber } from '../domains/operators.ts'
import type { Page } from './page.ts'

/**
 * A value in words; empty for nothing. It is a row's, or the change log's, which are JSON and may
 * be of a field that is gone. Links are told by their titles before.
 */
export function valueInWords(
  field: Field | null,
  value: unknown,
  { t, formats }: Pick<Page, 't' | 'formats'>
): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no')
  const declared = field && shownAs(field)
  const shown = declared && fits(declared, value) ? declared : null
  switch (shown?.kind) {
    case 'date':
      return formats.date(value)
    case 'datetime':
      return formats.datetime(new Date(value as string | Date))
    case 'selection':
      return shown.options.options?.[String(value)] ?? String(value)
    case 'integer':
    case 'decimal':
    case 'money':
      return formats.number(Number(value), digitsOf(shown))
    case 'phone':
      return formats.phone(String(value))
  }
  if (typeof value !== 'object') return String(value)
  return 'secret' in value ? t('ui.audit.secret') : JSON.stringify(value)
}

/** Whether the value can be of the kind: the log knows what custom fields of other kinds have left. */
function fits({ kind }: Field, value: unknown): boolean {
  if (isNumber(kind)) return Number.isFinite(Number(value))
  return !isMoment(kind) || !Number.isNaN(new Date(value as string | Date).getTime())
}

/** The value of a field in a row, as `valueInWords`; of a link its title. */
export function rowInWords(
  field: Field,
  name: string,
  row: Readonly<Record<string, unknown>>,
  words: Pick<Page, 't' | 'formats'>
): string {
  if (field.kind === 'many2one') return String(row[`${name}.title`] ?? '')
  return valueInWords(field, row[name], words)
}
