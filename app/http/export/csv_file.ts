import { disarmed, rawCsvLine } from '../transfer/csv.ts'
import type { Cell, ExportColumn } from './export_columns.ts'
import type { ExportFormat } from './export_request.ts'

const MARK = '\uFEFF'
const delimiters = { csv: ',', csv_semicolon: ';', csv_tab: '\t' } as const

/** Writes records as CSV. Where cells are parted by semicolons, a comma is the decimal point. */
export class CsvFile {
  #columns: readonly ExportColumn[]
  #delimiter: string
  #point: string
  #mark: string

  constructor(
    columns: readonly ExportColumn[],
    options: { format: Exclude<ExportFormat, 'xlsx'>; withMark: boolean; forImport: boolean }
  ) {
    this.#columns = columns
    this.#delimiter = delimiters[options.format]
    this.#point = options.format === 'csv_semicolon' && !options.forImport ? ',' : '.'
    this.#mark = options.withMark ? MARK : ''
  }

  head(): string {
    return this.#mark + this.#line(this.#columns.map(({ heading }) => disarmed(heading)))
  }

  page(rows: readonly Record<string, unknown>[]): string {
    return rows
      .map((row) => this.#line(this.#columns.map(({ cell }) => this.#text(cell(row)))))
      .join('')
  }

  #line(cells: readonly string[]): string {
    return rawCsvLine(cells, this.#delimiter)
  }

  #text(cell: Cell): string {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell).replace('.', this.#point)
    if (cell instanceof Date) return cell.toISOString().slice(0, 16).replace('T', ' ')
    return disarmed(String(cell))
  }
}
