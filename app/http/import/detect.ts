import { delimiters, type ImportSettings } from './settings.ts'

type Encoding = ImportSettings['encoding']

/** A workbook is a zip archive. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/** The encoding of a text, by its byte order mark, or by whether it can be UTF-8. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** What parts the cells: whatever parts the first lines into the same number of parts. */
export function delimiterOf(text: string): ImportSettings['delimiter'] {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 20)
  const scores = delimiters.map((delimiter) => {
    const counts = lines.map((line) => unquoted(line).split(delimiter).length - 1)
    const least = Math.min(...counts)
    return { delimiter, score: least > 0 ? least * 2 : Math.max(0, ...counts) / 100 }
  })
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one))
  return lines.length > 0 && best.score > 0 ? best.delimiter : ','
}

/** The decimal point, by the numbers among the first cells. */
export function pointOf(rows: readonly (readonly string[])[]): ImportSettings['point'] {
  const cells = rows.flat()
  const commas = cells.filter((cell) => /^-?[\d.\s]*\d,\d{1,2}$/.test(cell)).length
  const dots = cells.filter((cell) => /^-?[\d,\s]*\d\.\d+$/.test(cell)).length
  return commas > dots ? ',' : '.'
}

function unquoted(line: string): string {
  return line.replaceAll(/"[^"]*"/g, '')
}
