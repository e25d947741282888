/** A part of a telephone number as people write it: `+44`, `(0)161`, `496-0573`. */
const PART = /^[+(]*\d[\d()./-]*$/
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
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
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
  const isNumber = /^[+\d\s()./-]+$/.test(text)
  return isNumber ? text.replace('(0)', '').replaceAll(/\D/g, '').replace(TRUNK, '') : text
}
