/**
 * Numbers as people type them. Runs on the server and in the browser, so it stands on nothing that
 * only one of them has.
 */

/** What stands before the decimals. */
export type DecimalPoint = '.' | ','

/** The decimal point of a language. */
export function decimalPointOf(locale: string): DecimalPoint {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.'
}

const grouped = {
  '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/,
  ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/,
}

/**
 * A typed number as programs write it: `1.234,5` is `1234.5` where decimals follow a comma. The other
 * sign is taken for the point where it cannot part thousands. What is no number stays as it is.
 */
export function plainNumber(text: string, point: DecimalPoint): string {
  const bare = text
    .normalize('NFKC')
    .replaceAll(/[\s'’]/g, '')
    .replace('\u2212', '-')
  if (grouped[point].test(bare)) {
    return bare.replaceAll(point === ',' ? '.' : ',', '').replace(',', '.')
  }
  return /^[+-]?(\d+[.,]?\d*|[.,]\d+)$/.test(bare) ? bare.replace(',', '.') : text
}

/** A number that programs wrote, as people go on typing it: `1234.5` is `1234,5` with a comma. */
export function typedNumber(text: string, point: DecimalPoint): string {
  return point === ',' && /^-?\d+\.\d+$/.test(text) ? text.replace('.', ',') : text
}
