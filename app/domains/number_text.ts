/**
 * Numbers as people write them, in forms and in files. Runs on the server and in the browser, so it
 * stands on nothing that only one of them has.
 */

/** What stands before the decimals. */
export type DecimalPoint = '.' | ','

/** The decimal point of a language. */
export function decimalPointOf(locale: string): DecimalPoint {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.'
}

/** What numbers look like under each decimal point, with whole groups of thousands or without. */
const written: Record<DecimalPoint, RegExp> = {
  '.': /^-?(\d*|[1-9]\d{0,2}(,\d{2,3})*,\d{3})(\.\d*)?$/,
  ',': /^-?(\d*|[1-9]\d{0,2}(\.\d{3})+)(,\d*)?$/,
}

/**
 * A number as programs write it: `1.234,5` is `1234.5` where decimals follow a comma. The decimal point
 * decides only where a number can be read in two ways, as 1.234 can. What is no number stays as it is.
 */
export function plainNumber(text: string, point: DecimalPoint): string {
  const digits = digitsOf(text)
  if (!/\d/.test(digits)) return text
  const read = written[point].test(digits) ? point : pointIn(digits)
  if (read === null) return text
  return read === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
}

/** The decimal point that a number must have been written with; null where it can be either. */
export function pointIn(text: string): DecimalPoint | null {
  const digits = digitsOf(text)
  const isPoint = written['.'].test(digits)
  const isComma = written[','].test(digits)
  if (isPoint === isComma) return null
  return isPoint ? '.' : ','
}

/** Without spaces and currencies; below zero are `−5`, `5-` and `(5)` as well. */
function digitsOf(text: string): string {
  const bare = text
    .normalize('NFKC')
    .replaceAll(/[\s'’]|[A-Z]{3}|[€$£¥]/g, '')
    .replace(/^\+/, '')
    .replace('\u2212', '-')
  return bare.replace(/^\(([\d.,]+)\)$|^([\d.,]+)-$/, '-$1$2')
}

/** A number that programs wrote, as people go on typing it: `1234.5` is `1234,5` with a comma. */
export function typedNumber(text: string, point: DecimalPoint): string {
  return point === ',' && /^-?\d+\.\d+$/.test(text) ? text.replace('.', ',') : text
}
