import type { HttpRequest } from '@adonisjs/core/http'
import type { Orientation } from './list_sheet.ts'

const orientations = ['auto', 'portrait', 'landscape'] as const

/** What of some records is printed: the list of them, or a sheet of each. */
export type Printed = 'list' | 'sheets'

/** How somebody wants records printed. */
export interface PrintRequest {
  what: Printed
  orientation: Orientation
}

export function readPrintRequest(request: HttpRequest): PrintRequest {
  const { what, orientation } = request.body() as Record<string, unknown>
  return {
    what: what === 'sheets' ? 'sheets' : 'list',
    orientation: orientations.find((each) => each === orientation) ?? 'auto',
  }
}
