import type { HttpRequest } from '@adonisjs/core/http'
import type { Orientation } from './list_sheet.ts'

const orientations = ['auto', 'portrait', 'landscape'] as const

/** How somebody wants records printed. */
export interface PrintRequest {
  /** `list`, `sheets` for a sheet of each record, or the name of a printout. */
  what: string
  orientation: Orientation
}

export function readPrintRequest(request: HttpRequest): PrintRequest {
  const { what, orientation } = request.body() as Record<string, unknown>
  return {
    what: typeof what === 'string' ? what : 'list',
    orientation: orientations.find((each) => each === orientation) ?? 'auto',
  }
}
