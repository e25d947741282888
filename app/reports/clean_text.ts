/** Signs that control something, besides ends of lines and tabs: paper has no place for them. */
const CONTROL = /[^\P{Cc}\n\t]|\p{Cs}/gu

/** Words longer than this may be broken, so that they stay within their column. */
const LONG_WORD = /[^\s\u200B]{21,}/gu
const MAY_BREAK = /([@./_\-:;,&?=]|[^\s@./_\-:;,&?=]{20})(?=.)/gu
const BREAK = '\u200B'

/** A text as it can be set: without signs that control something, and with places to break at. */
export function cleanText(text: string): string {
  const plain = text.replaceAll('\r\n', '\n').replaceAll(CONTROL, '')
  return plain.replaceAll(LONG_WORD, (word) => word.replaceAll(MAY_BREAK, `$1${BREAK}`))
}
