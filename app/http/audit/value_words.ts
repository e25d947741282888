import type { Field } from '../../domains/fields.ts'
import type { Translate } from '../../views/texts.ts'
import type { Formats } from '../formats.ts'

/** A value of the change log in words; empty for nothing. Links are told by their titles before. */
export function valueInWords(
  field: Field | null,
  value: unknown,
  formats: Formats,
  t: Translate
): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'object') {
    return 'secret' in value ? t('ui.audit.secret') : JSON.stringify(value)
  }
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no')
  switch (field?.kind) {
    case 'date':
      return formats.date(value)
    case 'datetime':
      return formats.datetime(new Date(String(value)))
    case 'selection':
      return field.options.options?.[String(value)] ?? String(value)
    case 'integer':
      return formats.number(Number(value))
    case 'decimal':
    case 'money':
      return formats.number(Number(value), field.options.scale ?? 2)
    case 'phone':
      return formats.phone(String(value))
    default:
      return String(value)
  }
}
