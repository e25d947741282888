import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { rearmed } from '../transfer/csv.ts'
import { sheetRows } from './read_sheet.ts'
import type { ImportSettings } from './settings.ts'
import { E_UNREADABLE_FILE } from './unreadable_file.ts'

export const MOST_ROWS = 500_000
const MOST_COLUMNS = 250
const LONGEST_ROW = 2 * 1024 * 1024

/**
 * The rows of a file, the headings first where it has any. Blank ones have no cells: they count where
 * rows are told by their numbers. Throws E_UNREADABLE_FILE.
 */
export async function* rowsOf(
  pieces: AsyncIterable<Uint8Array>,
  settings: Pick<ImportSettings, 'kind' | 'encoding' | 'delimiter'>
): AsyncGenerator<string[]> {
  const source = new Source(pieces)
  const rows = settings.kind === 'xlsx' ? sheetRows(source) : csvRows(source, settings)
  let count = 0
  try {
    for await (const row of rows) {
      if (row.every((cell) => cell === '')) {
        yield []
        continue
      }
      if (count === 0 && isDelimiterRow(row)) continue
      if (++count > MOST_ROWS) throw new E_UNREADABLE_FILE('tooManyRows', { most: MOST_ROWS })
      if (row.slice(MOST_COLUMNS).some(Boolean)) {
        throw new E_UNREADABLE_FILE('tooManyColumns', { most: MOST_COLUMNS })
      }
      yield row.slice(0, MOST_COLUMNS)
    }
  } catch (error) {
    if (error instanceof E_UNREADABLE_FILE || error === source.error) throw error
    throw unreadable(error)
  }
}

/** Why rows cannot be read. A quotation mark without end takes all that follows for one cell. */
function unreadable(error: unknown): E_UNREADABLE_FILE {
  const isOpen =
    error instanceof CsvError &&
    ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'].includes(error.code)
  return isOpen
    ? new E_UNREADABLE_FILE('openQuote', { row: Number(error.records) + 1 })
    : new E_UNREADABLE_FILE('unreadable')
}

/** The first row of files that tell spreadsheets what parts their cells: `sep=;`. */
function isDelimiterRow([first, ...others]: readonly string[]): boolean {
  return /^sep=.?$/i.test(first!) && others.every((cell) => cell === '')
}

/** The pieces of a file. What keeps them from being read is not the file's fault. */
class Source implements AsyncIterable<Uint8Array> {
  error: unknown = null
  #pieces: AsyncIterable<Uint8Array>

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces
  }

  async *[Symbol.asyncIterator]() {
    try {
      yield* this.#pieces
    } catch (error) {
      this.error = error
      throw error
    }
  }
}

async function* csvRows(
  pieces: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: Pick<ImportSettings, 'encoding' | 'delimiter'>
): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
  })
  const source = Readable.from(decoded(pieces, encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      yield cells.map((cell) => rearmed(cell.replaceAll('\0', '').trim()))
    }
  } finally {
    source.destroy()
  }
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}
