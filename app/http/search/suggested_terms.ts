import type { Field } from '../../domains/fields.ts'
import { PERIODS } from '../../domains/moments.ts'
import { plainNumber, type DecimalPoint } from '../../domains/number_text.ts'
import { isMoment, isNumber, isRelation, isText } from '../../domains/operators.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import { valueWords } from '../../domains/value_words.ts'
import { telephoneDigits } from './words.ts'

/** A condition that a text may mean, in Odoo's notation. */
export type SuggestedTerm = readonly [name: string, operator: string, value: unknown]

/** What a text is understood with. */
export interface TextReading {
  words: WordOptions
  /** The day that the text means, if it is one. */
  day: string | null
  /** What stands before decimals. */
  point: DecimalPoint
}

/** Conditions about a field that the text may mean, without asking the database. */
export function suggestedTerms(
  name: string,
  field: Field,
  text: string,
  { words, day, point }: TextReading
): SuggestedTerm[] {
  const { kind, options } = field
  if (kind === 'selection') {
    return Object.entries(options.options ?? {})
      .filter(([, label]) => begins(label, text))
      .map(([key]) => [name, '=', key])
  }
  if (kind === 'boolean') return begins(options.label, text) ? [[name, '=', true]] : []
  if (isMoment(kind)) {
    const periods = Object.keys(PERIODS).filter((word) =>
      begins(valueWords(field, word, words), text)
    )
    return [...(day ? [day] : []), ...periods].map((when) => [name, '=', when])
  }
  if (isNumber(kind)) {
    const number = Number(plainNumber(text, point))
    return Number.isFinite(number) ? [[name, '=', number]] : []
  }
  if (kind === 'phone') return [[name, 'ilike', telephoneDigits(text)]]
  return isText(kind) || isRelation(kind) || kind === 'computed' ? [[name, 'ilike', text]] : []
}

/** Whether the label, or a word of it, begins with the text. */
export function begins(label: string, text: string): boolean {
  const [all, start] = [label.toLowerCase(), text.toLowerCase()]
  return all.startsWith(start) || all.includes(` ${start}`)
}
