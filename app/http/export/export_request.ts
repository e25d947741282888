import type { HttpRequest } from '@adonisjs/core/http'
import { isUuid } from '../../environment/scope.ts'

/** How the file is written. */
export const formats = ['xlsx', 'csv', 'csv_semicolon', 'csv_tab'] as const
export type ExportFormat = (typeof formats)[number]

const MOST_IDS = 10_000

/** What somebody wants to have exported, and how. */
export interface ExportRequest {
  /** Names of fields, in order. */
  columns: readonly string[]
  format: ExportFormat
  /** Ids and stored values under the names of the fields, so that the file can be imported. */
  forImport: boolean
  /** A byte order mark before CSV: by it spreadsheets know the letters. */
  withMark: boolean
  /** The records that were ticked; empty for all that the address finds. */
  ids: readonly string[]
}

/** Reads the form of the export. Fields that may not be exported are left out. */
export function readExportRequest(
  request: HttpRequest,
  mayExport: (name: string) => boolean
): ExportRequest {
  const body = request.body() as Record<string, unknown>
  const format = formats.find((each) => each === body.format) ?? 'xlsx'
  return {
    columns: [...new Set(textsOf(body.columns))].filter(mayExport),
    format,
    forImport: body.content === 'import',
    withMark: body.mark === '1',
    ids: tickedIds(body),
  }
}

/** The ids of ticked records in an address or a form. */
export function tickedIds(given: Record<string, unknown>): string[] {
  return [...new Set(textsOf(given.ids))].filter(isUuid).slice(0, MOST_IDS)
}

function textsOf(given: unknown): string[] {
  const values = given !== null && typeof given === 'object' ? Object.values(given) : [given]
  return values.filter((each) => typeof each === 'string')
}
