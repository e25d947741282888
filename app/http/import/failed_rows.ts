import type { Translate } from '../../views/texts.ts'
import type { ExportColumn } from '../export/export_columns.ts'
import { XlsxFile } from '../export/xlsx_file.ts'
import { csvLine } from '../transfer/csv.ts'
import type { Spool } from '../transfer/spool.ts'
import type { ImportScreen } from './import_screen.ts'

/** So many rows are written at once. */
const PAGE = 500

/** Writes the rows that were refused in the kind of file that they came in, each with the reason. */
export async function writeFailures(
  spool: Spool,
  { stored, store, phase }: ImportScreen,
  t: Translate
): Promise<void> {
  const { headings, settings } = stored
  const all = [...headings, t('ui.import.row'), t('ui.import.reason')]
  const sheet =
    settings.kind === 'xlsx' ? new XlsxFile(spool, stored.fileName, all.map(columnOf)) : null
  const write = (rows: readonly string[][]) =>
    sheet
      ? sheet.page(rows.map((row) => ({ ...row })))
      : spool.write(rows.map((row) => csvLine(row, settings.delimiter)).join(''))
  if (!sheet) await spool.write(`\uFEFF${csvLine(all, settings.delimiter)}`)
  const rows: string[][] = []
  for await (const { row, reason, cells } of store.failed(stored.id, phase)) {
    rows.push([...headings.map((_, at) => cells[at] ?? ''), String(row), reason])
    if (rows.length >= PAGE) await write(rows.splice(0))
  }
  await write(rows)
  await sheet?.end()
}

function columnOf(heading: string, at: number): ExportColumn {
  return { heading, kind: 'text', cell: (row) => row[at] as string }
}
