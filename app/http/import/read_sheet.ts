import { Unzip, UnzipInflate } from 'fflate'
import type { SaxesParser } from 'saxes'
import {
  cellText,
  placeOf,
  SharedStrings,
  type CellContext,
  type CellFormat,
} from './sheet_cells.ts'
import { parserFor, Sheets, stylesReader, type PartReader } from './workbook_parts.ts'

/** A workbook that grows to more than this is refused: it was made to fill the memory. */
const MOST_BYTES = 500 * 1024 * 1024

/** So many rows a sheet has at most. Those that have no cells are left out of its file. */
const MOST_PLACES = 1_048_576

/** The rows of the first sheet of a workbook (ECMA-376), as texts. */
export async function* sheetRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const file: Uint8Array[] = []
  for await (const piece of pieces) file.push(piece)
  const strings = new SharedStrings()
  const sheets = new Sheets()
  const formats: CellFormat[] = []
  const paths: string[] = []
  const parts: Record<string, PartReader> = {
    'xl/sharedStrings.xml': strings.reader,
    'xl/styles.xml': stylesReader(formats),
    'xl/workbook.xml': sheets.workbook,
    'xl/_rels/workbook.xml.rels': sheets.relationships,
  }
  for (const piece of unzipped(file, (path) => {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(path)) paths.push(path)
    return parts[path] && parserFor(parts[path])
  })) {
    void piece
  }
  const first = sheets.first(paths)
  if (!first) throw new Error('it is no workbook')
  const rows: string[][] = []
  const { countsFrom1904 } = sheets
  const reader = sheetReader(rows, { strings, formats, countsFrom1904 })
  for (const piece of unzipped(file, (path) => (path === first ? parserFor(reader) : undefined))) {
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

function sheetReader(rows: string[][], context: CellContext): PartReader {
  let row: string[] = []
  let at = 0
  let cell: Readonly<Record<string, string>> = {}
  let text = ''
  let isValue = false
  let count = 0
  return {
    open({ name, attributes }) {
      if (name === 'row') {
        ;[row, at] = [[], 0]
        const place = Math.min(Number(attributes.r ?? 0), MOST_PLACES)
        for (; count < place - 1; count++) rows.push([])
      }
      if (name === 'c') [cell, text] = [attributes, '']
      if (name === 'c' && attributes.r) at = placeOf(attributes.r)
      isValue = name === 'v' || name === 't'
    },
    text(value) {
      if (isValue) text += value
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'c') {
        while (row.length < at) row.push('')
        row[at] = cellText(cell, text, context)
        at += 1
      }
      if (name === 'row') {
        rows.push(row)
        count += 1
      }
    },
  }
}
