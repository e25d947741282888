import { Unzip, UnzipInflate } from 'fflate'
import { SaxesParser } from 'saxes'
import { cellText, isDateFormat, placeOf, SharedStrings } from './sheet_cells.ts'

/** A workbook that grows to more than this is refused: it was made to fill the memory. */
const MOST_BYTES = 500 * 1024 * 1024

type Tag = { name: string; attributes: Record<string, string> }

/** The rows of the first sheet of a workbook (ECMA-376), as texts. */
export async function* sheetRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const file: Uint8Array[] = []
  for await (const piece of pieces) file.push(piece)
  const strings = new SharedStrings()
  const dateStyles: boolean[] = []
  const sheets: string[] = []
  const parts: Record<string, () => SaxesParser> = {
    'xl/sharedStrings.xml': () => strings.parser(),
    'xl/styles.xml': () => stylesParser(dateStyles),
  }
  for (const piece of unzipped(file, (path) => {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(path)) sheets.push(path)
    return parts[path]?.()
  })) {
    void piece
  }
  const first = sheets.includes('xl/worksheets/sheet1.xml')
    ? 'xl/worksheets/sheet1.xml'
    : sheets.sort()[0]
  if (!first) throw new Error('it is no workbook')
  const rows: string[][] = []
  const sheet = () => sheetParser(rows, strings, dateStyles)
  for (const piece of unzipped(file, (path) => (path === first ? sheet() : undefined))) {
    void piece
    yield* rows.splice(0)
  }
  yield* rows.splice(0)
}

/** Gives the parts of a zip archive that have a parser to it, piece by piece. */
function* unzipped(
  file: readonly Uint8Array[],
  parserOf: (path: string) => SaxesParser | undefined
): Generator<void> {
  let bytes = 0
  const unzip = new Unzip((part) => {
    const parser = parserOf(part.name)
    if (!parser) return
    const decoder = new TextDecoder()
    part.ondata = (error, data, isLast) => {
      if (error) throw error
      bytes += data.length
      if (bytes > MOST_BYTES) throw new Error('it is too large')
      parser.write(decoder.decode(data, { stream: !isLast }))
      if (isLast) parser.close()
    }
    part.start()
  })
  unzip.register(UnzipInflate)
  for (const [index, piece] of file.entries()) {
    for (let at = 0; at < piece.length; at += 65_536) {
      const end = Math.min(at + 65_536, piece.length)
      unzip.push(piece.subarray(at, end), index === file.length - 1 && end === piece.length)
      yield
    }
  }
}

/** Which of the cell formats show a day or a moment. */
function stylesParser(dateStyles: boolean[]): SaxesParser {
  const parser = new SaxesParser()
  const custom = new Map<string, string>()
  let isInside = false
  parser.on('opentag', ({ name, attributes }) => {
    const given = attributes as Record<string, string>
    if (name === 'numFmt') custom.set(given.numFmtId!, given.formatCode ?? '')
    if (name === 'cellXfs') isInside = true
    if (name === 'xf' && isInside) {
      dateStyles.push(isDateFormat(Number(given.numFmtId ?? 0), custom.get(given.numFmtId ?? '')))
    }
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'cellXfs') isInside = false
  })
  return parser
}

function sheetParser(
  rows: string[][],
  strings: SharedStrings,
  dateStyles: readonly boolean[]
): SaxesParser {
  const parser = new SaxesParser()
  let row: string[] = []
  let at = 0
  let cell: Record<string, string> = {}
  let text = ''
  let isValue = false
  parser.on('opentag', (tag) => {
    const { name, attributes } = tag as unknown as Tag
    if (name === 'row') [row, at] = [[], 0]
    if (name === 'c') [cell, text] = [attributes, '']
    if (name === 'c' && attributes.r) at = placeOf(attributes.r)
    isValue = name === 'v' || name === 't'
  })
  parser.on('text', (value) => {
    if (isValue) text += value
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'v' || name === 't') isValue = false
    if (name === 'c') {
      while (row.length < at) row.push('')
      row[at] = cellText(cell, text, { strings, dateStyles })
      at += 1
    }
    if (name === 'row') rows.push(row)
  })
  return parser
}
