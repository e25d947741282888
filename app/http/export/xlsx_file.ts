import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Spool } from '../transfer/spool.ts'
import type { Cell, ExportColumn } from './export_columns.ts'
import { sheetEnd, sheetHead, sheetRow, workbookParts } from './xlsx_parts.ts'

/** As many rows as a sheet can have, without the heading. */
export const MOST_SHEET_ROWS = 1_048_575

const widths: Partial<Record<string, number>> = { boolean: 8, date: 12, datetime: 18, integer: 10 }

/**
 * Writes records as a workbook with one sheet (ECMA-376), row by row. Text is stored as text, so
 * that nothing in it is a formula.
 */
export class XlsxFile {
  #columns: readonly ExportColumn[]
  #spool: Spool
  #zip: Zip
  #sheet: ZipDeflate
  #ready: Uint8Array[] = []
  #rows = 1

  constructor(spool: Spool, title: string, columns: readonly ExportColumn[]) {
    this.#spool = spool
    this.#columns = columns
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error
      this.#ready.push(bytes)
    })
    for (const [path, xml] of Object.entries(workbookParts(title))) {
      const part = new ZipDeflate(path)
      this.#zip.add(part)
      part.push(strToU8(xml), true)
    }
    this.#sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 3 })
    this.#zip.add(this.#sheet)
    const headings = columns.map(({ heading }) => heading)
    this.#push(
      sheetHead(columns.map(({ kind }) => widths[kind] ?? 20)) + sheetRow(1, headings, true)
    )
  }

  async page(rows: readonly Record<string, unknown>[]): Promise<void> {
    let xml = ''
    for (const row of rows) {
      this.#rows += 1
      xml += sheetRow(
        this.#rows,
        this.#columns.map(({ cell, kind }) => valueOf(cell(row), kind))
      )
    }
    this.#push(xml)
    await this.#flush()
  }

  async end(): Promise<void> {
    this.#push(sheetEnd, true)
    this.#zip.end()
    await this.#flush()
  }

  #push(xml: string, isLast = false) {
    this.#sheet.push(strToU8(xml), isLast)
  }

  async #flush(): Promise<void> {
    const bytes = this.#ready
    this.#ready = []
    await this.#spool.write(Buffer.concat(bytes))
  }
}

function valueOf(cell: Cell, kind: string): Cell {
  return kind === 'date' && typeof cell === 'string' ? new Date(`${cell}T00:00:00Z`) : cell
}
