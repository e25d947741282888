import type { ReadStream } from 'node:fs'
import { createError } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import { pagesOf } from '../../environment/cursor.ts'
import type { Statement } from '../../environment/environment.ts'
import { Spool } from '../transfer/spool.ts'
import { CsvFile } from './csv_file.ts'
import { columnForImport, columnForPeople, type ExportColumn } from './export_columns.ts'
import type { ExportRequest } from './export_request.ts'
import type { ExportScreen } from './export_screen.ts'
import { MOST_SHEET_ROWS, XlsxFile } from './xlsx_file.ts'

/** A sheet has no room for so many records; CSV has. */
export const E_TOO_MANY_ROWS = createError(
  'A workbook has room for 1,048,575 records. Export CSV instead',
  'E_TOO_MANY_ROWS',
  422
)

/** A file with records, and how many they are. */
export interface ExportedFile {
  stream: ReadStream
  count: number
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
  let count = 0
  const stream = await Spool.filled(async (spool) => {
    count =
      asked.format === 'xlsx'
        ? await writeSheet(ctx, spool, statement, { columns, title: screen.plan.label })
        : await writeCsv(ctx, spool, statement, { columns, asked })
  })
  return { stream, count }
}

async function statementOf(screen: ExportScreen, { columns, ids }: ExportRequest) {
  return screen.records.select({
    ...(await screen.selection(ids)),
    fields: columns,
    order: screen.query.order,
    limit: Number.MAX_SAFE_INTEGER,
  })
}

function columnsOf(ctx: HttpContext, screen: ExportScreen, asked: ExportRequest): ExportColumn[] {
  const { t } = ctx.page
  const names = asked.forImport
    ? ['id', ...asked.columns.filter((name) => name !== 'id')]
    : asked.columns
  const context = {
    registry: ctx.registry,
    timeZone: ctx.asker.timeZone,
    yes: t('ui.export.yes'),
    no: t('ui.export.no'),
  }
  return names.map((name) => {
    const field = screen.records.model.allFields[name]!
    return asked.forImport ? columnForImport(name, field) : columnForPeople(name, field, context)
  })
}

async function writeCsv(
  { environment }: HttpContext,
  spool: Spool,
  statement: Statement,
  { columns, asked }: { columns: ExportColumn[]; asked: ExportRequest }
): Promise<number> {
  const { format } = asked
  if (format === 'xlsx') throw new Error('A workbook is not CSV')
  const file = new CsvFile(columns, { ...asked, format })
  let count = 0
  await spool.write(file.head())
  for await (const rows of pagesOf(environment!, statement)) {
    await spool.write(file.page(rows))
    count += rows.length
  }
  return count
}

async function writeSheet(
  { environment }: HttpContext,
  spool: Spool,
  statement: Statement,
  { columns, title }: { columns: ExportColumn[]; title: string }
): Promise<number> {
  const file = new XlsxFile(spool, title, columns)
  let count = 0
  for await (const rows of pagesOf(environment!, statement)) {
    count += rows.length
    if (count > MOST_SHEET_ROWS) throw new E_TOO_MANY_ROWS()
    await file.page(rows)
  }
  await file.end()
  return count
}
