import { shownAs, type Field } from '../../domains/fields.ts'
import type { Page } from '../page.ts'

/** The value of a field in a row as a short text. */
export function valueText(
  field: Field,
  name: string,
  row: Readonly<Record<string, unknown>>,
  { t, formats }: Pick<Page, 't' | 'formats'>
): string {
  const { kind, options } = shownAs(field)
  const value = row[name]
  if (value === null || value === undefined) return ''
  switch (kind) {
    case 'many2one':
      return String(row[`${name}.title`] ?? '')
    case 'selection':
      return options.options?.[String(value)] ?? String(value)
    case 'boolean':
      return t(value ? 'ui.yes' : 'ui.no')
    case 'date':
      return formats.date(value)
    case 'datetime':
      return formats.datetime(value)
    case 'integer':
      return formats.number(Number(value))
    case 'decimal':
    case 'money':
      return formats.number(Number(value), options.scale ?? 2)
    case 'phone':
      return formats.phone(String(value))
    default:
      return String(value)
  }
}
