import { SaxesParser } from 'saxes'

/** Days of a workbook are counted from the end of 1899. */
const EPOCH = Date.UTC(1899, 11, 30)
const DAY = 24 * 60 * 60 * 1000

/** Texts that cells of a workbook share. */
export class SharedStrings {
  #texts: string[] = []

  get(index: number): string {
    return this.#texts[index] ?? ''
  }

  parser(): SaxesParser {
    const parser = new SaxesParser()
    let text = ''
    let isText = false
    let isReading = false
    parser.on('opentag', ({ name }) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isReading = true
      isText = name === 't' && !isReading
    })
    parser.on('text', (value) => {
      if (isText) text += value
    })
    parser.on('closetag', ({ name }) => {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === 'si') this.#texts.push(text)
    })
    return parser
  }
}

/** What a cell holds, as text: numbers with a point, days and moments as ISO 8601. */
export function cellText(
  { t: type, s: style }: Readonly<Record<string, string>>,
  text: string,
  { strings, dateStyles }: { strings: SharedStrings; dateStyles: readonly boolean[] }
): string {
  if (type === 's') return strings.get(Number(text)).trim()
  if (type === 'b') return text === '1' ? 'true' : 'false'
  if (type === 'e') return ''
  if (type === 'inlineStr' || type === 'str' || type === 'd') return text.trim()
  const number = Number(text)
  if (text === '' || !Number.isFinite(number)) return text
  if (dateStyles[Number(style ?? 0)]) return momentOf(number)
  return String(Number(number.toPrecision(15)))
}

function momentOf(days: number): string {
  const moment = new Date(EPOCH + Math.round(days * DAY))
  if (Number.isNaN(moment.getTime())) return String(days)
  const text = moment.toISOString()
  return Number.isInteger(days) ? text.slice(0, 10) : text.slice(0, 19)
}

/** Whether a number format shows a day or a moment: its own number says so, or its letters. */
export function isDateFormat(id: number, code?: string): boolean {
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 45 && id <= 47)
  return /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

/** The place of a cell in its row, from its name: A1 is 0, AB7 is 27. */
export function placeOf(name: string): number {
  let place = 0
  for (const letter of /^[A-Z]+/.exec(name)?.[0] ?? 'A') {
    place = place * 26 + letter.charCodeAt(0) - 64
  }
  return Math.min(place - 1, 16_383)
}
