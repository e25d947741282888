import { shownAs, type Field } from '../../domains/fields.ts'
import { directionOf } from '../../views/pseudo_locale.ts'
import type { Page } from '../page.ts'
import { valueInWords } from '../value_words.ts'

type Row = Readonly<Record<string, unknown>>
type Link = [id: string, title: string | null]

/** What is written from left to right in every language. */
const LEFT_TO_RIGHT = ['phone', 'email', 'url', 'integer', 'decimal', 'money']

/** What a value depends on beside the record. */
export type PrintedWords = Pick<Page, 't' | 'formats' | 'language'>

/** The value of a field as it stands on paper: as the form shows it where nobody can edit. */
export function printedText(declared: Field, name: string, row: Row, words: PrintedWords): string {
  const field = shownAs(declared)
  const value = row[name]
  if (value === null || value === undefined) return ''
  switch (field.kind) {
    case 'many2one':
      return row[`${name}.title`] === null
        ? words.t('ui.form.outOfSight')
        : String(row[`${name}.title`])
    case 'many2many':
      return (value as Link[]).flatMap(([, title]) => title ?? []).join(', ')
    case 'groups':
      return (value as string[]).map((key) => field.options.options?.[key] ?? key).join(', ')
    default: {
      const text = valueInWords(field, value, words)
      const isolates = LEFT_TO_RIGHT.includes(field.kind) && directionOf(words.language) === 'rtl'
      return isolates && text !== '' ? `\u2066${text}\u2069` : text
    }
  }
}
