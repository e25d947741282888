import { isUtf8 } from 'node:buffer'
import { pointIn } from '../../domains/number_text.ts'
import { delimiters, type ImportSettings } from './settings.ts'
import { orderIn } from './times.ts'

type Encoding = ImportSettings['encoding']
type Rows = readonly (readonly string[])[]

/** Kana, or words of several Han characters: what Japanese texts hold and other bytes do not make. */
const JAPANESE = /[\u3041-\u3096\u30A1-\u30FA]|\p{Script=Han}{3}/u

/** So many bytes are looked through for letters of Japanese. */
const LOOKED_AT = 1024 * 1024

/** A workbook is a zip archive. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04
}

/** Whether a text is none: pictures and programs are full of characters that no text holds. */
export function isBinary(text: string): boolean {
  const signs = text.match(/[\0-\u0008\u000E-\u001F]/g)?.length ?? 0
  return signs > text.length / 20
}

/** The encoding of a text: by its byte order mark, its zeros, or by what its bytes can be. */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[1] === 0 && bytes[3] === 0) return 'utf-16le'
  if (bytes[0] === 0 && bytes[2] === 0) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  return isShiftJis(bytes.subarray(0, LOOKED_AT)) ? 'shift_jis' : 'windows-1252'
}

function isShiftJis(bytes: Uint8Array): boolean {
  try {
    const decoder = new TextDecoder('shift_jis', { fatal: true })
    return JAPANESE.test(decoder.decode(bytes, { stream: true }))
  } catch {
    return false
  }
}

/** What parts the cells: what the first line says, or parts the first lines into as many parts. */
export function delimiterOf(text: string): ImportSettings['delimiter'] {
  const said = delimiters.find((each) => text.toLowerCase().startsWith(`sep=${each}`))
  if (said) return said
  const lines = unquoted(text)
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 20)
  const scores = delimiters.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1)
    const least = Math.min(...counts)
    return { delimiter, score: least > 0 ? least * 2 : Math.max(0, ...counts) / 100 }
  })
  const best = scores.reduce((one, other) => (other.score > one.score ? other : one))
  return lines.length > 0 && best.score > 0 ? best.delimiter : ','
}

/** The decimal point, by the numbers that can be read one way only; null where there is none. */
export function pointOf(rows: Rows): ImportSettings['point'] | null {
  return mostOf(rows.flat().map(pointIn))
}

/** Whether the day or the month comes first, by the dates that can be read one way only. */
export function dateOrderOf(rows: Rows): ImportSettings['dateOrder'] | null {
  return mostOf(rows.flat().map(orderIn))
}

/** Whether a row names columns: it has no numbers, days and addresses. */
export function isHeadings(row: readonly string[]): boolean {
  return !row.some((cell) => /^[\d.,/:+\s-]*\d[\d.,/:\s-]*$|^\S+@\S+\.\S+$/.test(cell))
}

function mostOf<Value extends string>(given: readonly (Value | null)[]): Value | null {
  const counts = new Map<Value, number>()
  for (const value of given) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null
}

/** Without cells in quotes, the line breaks in them, and extensions of telephone numbers. */
function unquoted(text: string): string {
  return text.replaceAll(/(^|[,;\t|\r\n])"(?:[^"]|"")*"/g, '$1').replaceAll(/;(?=ext=\d)/g, '')
}
