import type { ReadStream } from 'node:fs'
import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { Saying } from '../../domains/errors.ts'
import { pagesOf } from '../../environment/cursor.ts'
import type { Rows, Statement } from '../../environment/environment.ts'
import { Spool } from '../transfer/spool.ts'
import { idOfLine, lineParts } from '../transfer/line_fields.ts'
import { CsvFile } from './csv_file.ts'
import { columnForImport, columnForPeople, type ExportColumn } from './export_columns.ts'
import { askedLines, besideLines, withLines } from './line_rows.ts'
import type { ExportRequest } from './export_request.ts'
import type { ExportScreen } from './export_screen.ts'
import { MOST_SHEET_ROWS, XlsxFile } from './xlsx_file.ts'

/** A sheet has no room for so many records; CSV has. */
export class E_TOO_MANY_ROWS extends Exception {
  static override status = 422
  static override code = 'E_TOO_MANY_ROWS'
  static override message = 'A workbook has room for 1,048,575 records. Export CSV instead'
  readonly saying: Saying = { key: 'ui.export.tooManyRows' }
}

/** A file with records, and how many they are. */
export interface ExportedFile {
  stream: ReadStream
  count: number
}

interface Wish {
  asked: ExportRequest
  screen: ExportScreen
}

interface Columns {
  columns: ExportColumn[]
}

/**
 * Writes the records that somebody asks for into a file: those that they may see, with the fields
 * that they may see, as they are at this moment.
 */
export async function exportFile(
  ctx: HttpContext,
  screen: ExportScreen,
  asked: ExportRequest
): Promise<ExportedFile> {
  const statement = await statementOf(screen, asked)
  const columns = columnsOf(ctx, screen, asked)
  const write = asked.format === 'xlsx' ? writeSheet : writeCsv
  let count = 0
  const stream = await Spool.filled((spool) => {
    const onPage = (records: number) => (count += records)
    const pages = rowsOf(ctx, statement, { asked, screen, onPage })
    return write(spool, pages, { asked, screen, columns })
  })
  return { stream, count }
}

async function statementOf(screen: ExportScreen, { columns, ids }: ExportRequest) {
  return screen.records.select({
    ...(await screen.selection(ids)),
    fields: columns.filter((name) => lineParts(name).lines === null),
    order: screen.query.order,
    limit: Number.MAX_SAFE_INTEGER,
  })
}

function columnsOf(ctx: HttpContext, screen: ExportScreen, asked: ExportRequest): ExportColumn[] {
  const { t } = ctx.page
  const context = {
    registry: ctx.registry,
    timeZone: ctx.asker.timeZone,
    yes: t('ui.export.yes'),
    no: t('ui.export.no'),
  }
  const names = asked.forImport ? withIds(asked.columns) : asked.columns
  const hasLines = names.some((name) => lineParts(name).lines !== null)
  return names.map((name) => {
    const field = screen.fields.get(name)!
    const { lines, column } = lineParts(name)
    const made = asked.forImport
      ? columnForImport(column, field)
      : columnForPeople(column, field, context)
    return hasLines ? besideLines(made, lines, asked.forImport) : made
  })
}

/** The columns after the ids of the records, and those of lines after the ids of the lines. */
function withIds(columns: readonly string[]): string[] {
  const ids = columns.map((name) => {
    const { lines } = lineParts(name)
    return lines === null ? null : idOfLine(lines)
  })
  const all = columns.flatMap((name, at) => (ids[at] ? [ids[at], name] : [name]))
  return [...new Set(['id', ...all])]
}

/** The rows of the file, page by page; `onPage` hears how many records a page has. */
function rowsOf(
  { environment, registry }: HttpContext,
  statement: Statement,
  { asked, screen, onPage }: Wish & { onPage: (records: number) => void }
): AsyncGenerator<Rows> {
  const pages = counted(pagesOf(environment!, statement), onPage)
  const lines = askedLines(asked.columns, screen.lines)
  if (lines.length === 0) return pages
  return withLines(pages, lines, { environment: environment!, registry })
}

async function* counted(pages: AsyncIterable<Rows>, onPage: (records: number) => void) {
  for await (const page of pages) {
    onPage(page.length)
    yield page
  }
}

async function writeCsv(spool: Spool, pages: AsyncIterable<Rows>, wish: Wish & Columns) {
  const { format } = wish.asked
  if (format === 'xlsx') throw new Error('A workbook is not CSV')
  const file = new CsvFile(wish.columns, { ...wish.asked, format })
  await spool.write(file.head())
  for await (const rows of pages) await spool.write(file.page(rows))
}

async function writeSheet(spool: Spool, pages: AsyncIterable<Rows>, wish: Wish & Columns) {
  const file = new XlsxFile(spool, wish.screen.plan.label, wish.columns)
  let count = 0
  for await (const rows of pages) {
    count += rows.length
    if (count > MOST_SHEET_ROWS) throw new E_TOO_MANY_ROWS()
    await file.page(rows)
  }
  await file.end()
}
