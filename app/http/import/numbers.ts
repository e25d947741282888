import type { ImportSettings } from './settings.ts'

type Point = ImportSettings['point']

/** What numbers look like under each decimal point, with whole groups of thousands or without. */
const written: Record<Point, RegExp> = {
  '.': /^-?(\d*|[1-9]\d{0,2}(,\d{2,3})*,\d{3})(\.\d+)?$/,
  ',': /^-?(\d*|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/,
}

/**
 * A number with a point and nothing between its digits. The decimal point decides only where a
 * number can be read in two ways, as 1.234 can; what is no number is left to the field.
 */
export function plainNumber(text: string, point: Point): string {
  const digits = digitsOf(text)
  const read = written[point].test(digits) ? point : pointIn(digits)
  if (read === null) return digits
  return read === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '')
}

/** The decimal point that a number must have been written with; null where it can be either. */
export function pointIn(text: string): Point | null {
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
