import { EXTENSION } from '../../domains/phone_text.ts'

/** A part of a telephone number as people write it: `+44`, `(0)161`, `496-0573`. */
const PART = /^[+(]*\d[\d()./-]*$/
/** A text that ends in a telephone number. */
const NUMBER = /\d[\d\s()./-]{4,}$/
/** What stands before a number that is dialled within the country, or from another one. */
const TRUNK = /^0{1,2}(?=[1-9])/

/**
 * The words of a search, in lower case. The parts of a telephone number are one word, without what only
 * those who dial in the country or from another one put before it, since numbers are kept as +441614960573.
 */
export function wordsOf(search: string): string[] {
  const words: string[] = []
  let parts: string[] = []
  const flush = () => {
    words.push(...(telephoneNumber(parts) ?? parts))
    parts = []
  }
  for (const word of withPlainExtension(search).toLowerCase().split(/\s+/).filter(Boolean)) {
    if (!PART.test(word)) {
      flush()
      words.push(word)
    } else parts.push(word)
  }
  flush()
  return words.slice(0, 8)
}

/** A word of the search, to be found anywhere; between the parts of a number may stand anything. */
export function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&').replaceAll(' ', '%')}%`
}

/** An extension becomes one more group of the number before it, however it was written. */
function withPlainExtension(search: string): string {
  const isNumber = NUMBER.test(search.replace(EXTENSION, ''))
  return isNumber ? search.replace(EXTENSION, ' $1') : search
}

/** The digits of a telephone number, in the groups in which they were written. */
function telephoneNumber(parts: readonly string[]): [string] | null {
  const text = parts.join(' ')
  const digits = text.replaceAll(/\D/g, '').length
  const begins = /^[+(0]/.test(text)
  if (digits < (begins ? 5 : 7)) return null
  const groups = text.replace('(0)', ' ').match(/\d+/g) ?? []
  return [groups.join(' ').replace(TRUNK, '')]
}

/** What is looked for in the telephone numbers of one field: digits in a row, as they are kept. */
export function telephoneDigits(text: string): string {
  const [number, ...extension] = text.replace(EXTENSION, ';ext=$1').split(/(?=;ext=)/)
  if (!/^[+\d\s()./-]+$/.test(number!)) return text
  return number!.replace('(0)', '').replaceAll(/\D/g, '').replace(TRUNK, '') + extension.join('')
}
