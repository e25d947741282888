import type { PartReader } from './workbook_parts.ts'

/** Days of a workbook are counted from the end of 1899, or from 1904. */
const EPOCH = Date.UTC(1899, 11, 30)
const DAYS_TO_1904 = 1462
const DAY = 24 * 60 * 60 * 1000

/** What of the format of a cell changes what it says. */
export interface CellFormat {
  /** Whether it shows a day or a moment. */
  isTime: boolean
  /** With so many digits it shows a whole number, zeros before it. */
  digits: number
}

/** What all cells of a workbook have in common. */
export interface CellContext {
  strings: SharedStrings
  formats: readonly CellFormat[]
  countsFrom1904: boolean
}

/** Texts that cells of a workbook share. */
export class SharedStrings {
  #texts: string[] = []
  #text = ''
  #isText = false
  #isReading = false

  get(index: number): string {
    return this.#texts[index] ?? ''
  }

  /** Reads `xl/sharedStrings.xml`. */
  readonly reader: PartReader = {
    open: ({ name }) => {
      if (name === 'si') this.#text = ''
      if (name === 'rPh') this.#isReading = true
      this.#isText = name === 't' && !this.#isReading
    },
    text: (text) => {
      if (this.#isText) this.#text += text
    },
    close: (name) => {
      if (name === 't') this.#isText = false
      if (name === 'rPh') this.#isReading = false
      if (name === 'si') this.#texts.push(this.#text)
    },
  }
}

/** What a cell holds, as text: numbers with a point, days and moments as ISO 8601. */
export function cellText(
  { t: type, s: style }: Readonly<Record<string, string>>,
  text: string,
  { strings, formats, countsFrom1904 }: CellContext
): string {
  if (type === 's') return textOf(strings.get(Number(text)))
  if (type === 'b') return text === '1' ? 'true' : 'false'
  if (type === 'e') return ''
  if (type === 'inlineStr' || type === 'str' || type === 'd') return textOf(text)
  const number = Number(text)
  if (text === '' || !Number.isFinite(number)) return text
  const format = formats[Number(style ?? 0)]
  if (format?.isTime) return momentOf(number + (countsFrom1904 ? DAYS_TO_1904 : 0))
  const digits = String(Number(number.toPrecision(15)))
  return /^\d+$/.test(digits) ? digits.padStart(format?.digits ?? 0, '0') : digits
}

/** A text without what stands for characters that XML cannot hold, such as `_x000D_`. */
function textOf(text: string): string {
  return text
    .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16))
    )
    .replaceAll('\0', '')
    .replaceAll(/\r\n?/g, '\n')
    .trim()
}

/** A day, a moment, or a time of no day. */
function momentOf(days: number): string {
  const moment = new Date(EPOCH + Math.round(days * DAY))
  if (Number.isNaN(moment.getTime())) return String(days)
  const text = moment.toISOString()
  if (days >= 0 && days < 1) return text.slice(11, 19)
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 19)
}

/** What a number format says: by its own number, or by its letters. */
export function formatOf(id: number, code?: string): CellFormat {
  if (code === undefined) return { isTime: isTimeFormat(id), digits: 0 }
  const letters = code.replaceAll(/"[^"]*"|\[(?![hms]+\])[^\]]*\]|[\\_*]./gi, '')
  const digits = /^0+$/.test(letters) ? letters.length : 0
  return { isTime: /[ymdhs]/i.test(letters.replaceAll(/general/gi, '')), digits }
}

/** Formats that have numbers of their own, those of Eastern Asia among them. */
function isTimeFormat(id: number): boolean {
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58)
  )
}

/** The place of a cell in its row, from its name: A1 is 0, AB7 is 27. */
export function placeOf(name: string): number {
  let place = 0
  for (const letter of /^[A-Z]+/.exec(name)?.[0] ?? 'A') {
    place = place * 26 + letter.charCodeAt(0) - 64
  }
  return Math.min(place - 1, 16_383)
}
