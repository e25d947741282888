import type { ReadStream } from 'node:fs'
import type { PivotRow } from '../../views/pivot/types.ts'
import type { ExportColumn } from '../export/export_columns.ts'
import { CsvFile } from '../export/csv_file.ts'
import { XlsxFile } from '../export/xlsx_file.ts'
import { Spool } from '../transfer/spool.ts'
import { headsOf, linesOf, type PivotParts } from './pivot_layout.ts'

/** What is seen of a pivot as a workbook: one heading for each column, figures as numbers. */
export async function pivotFile(
  parts: PivotParts,
  { title, corner }: { title: string; corner: string }
): Promise<ReadStream> {
  const lines = linesOf(parts)
  const columns = columnsOf(parts, corner)
  return Spool.filled(async (spool) => {
    const file = new XlsxFile(spool, title, columns)
    await file.page(lines as unknown as readonly Record<string, unknown>[])
    await file.end()
  })
}

/** The same as lines of text, parted by commas. */
export function pivotCsv(parts: PivotParts, { corner }: { corner: string }): string {
  const format = { format: 'csv', withMark: true, forImport: false } as const
  const file = new CsvFile(columnsOf(parts, corner), format)
  return file.head() + file.page(linesOf(parts) as unknown as readonly Record<string, unknown>[])
}

function columnsOf(parts: PivotParts, corner: string): ExportColumn[] {
  return [nameColumn(corner), ...headingsOf(parts).map(figureColumn)]
}

/** The heads of all levels above a column, from the outermost. */
export function headingsOf(parts: PivotParts): string[] {
  const levels = headsOf(parts).map((heads) =>
    heads.flatMap(({ label, span }) => Array.from({ length: span }, () => label))
  )
  return levels[0]!.map((_, at) =>
    levels
      .map((level) => level[at]!)
      .filter(Boolean)
      .join(' – ')
  )
}

function nameColumn(heading: string): ExportColumn {
  const name = ({ label, depth }: PivotRow) => '  '.repeat(Math.max(depth - 1, 0)) + label
  return { heading, kind: 'text', cell: (row) => name(row as unknown as PivotRow) }
}

function figureColumn(heading: string, at: number): ExportColumn {
  const figure = ({ cells }: PivotRow) => cells[at]!.value
  return { heading, kind: 'decimal', cell: (row) => figure(row as unknown as PivotRow) }
}
