import type { Saying } from '../domains/errors.ts'
import { causeOf, reason } from '../domains/reasons.ts'

/**
 * What an error says, with the file of a module and the line that it comes from, as in
 * `views/visit.ts:5: no wheels`, where the error tells them.
 */
export function causeIn(folder: string, error: unknown): Saying | string {
  const place = placeIn(folder, error)
  return place ? reason('at', { place, cause: causeOf(error) }) : causeOf(error)
}

/** The same for what comes from a file, which is named where the error does not tell the line. */
export function causeInFile(folder: string, file: string, error: unknown): Saying {
  return reason('at', { place: placeIn(folder, error) ?? file, cause: causeOf(error) })
}

/** The first line within a folder that a stack names. A file that cannot be read stands on top of it. */
function placeIn(folder: string, error: unknown): string | null {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const from = stack.indexOf(`${folder}/`)
  if (from < 0) return null
  const [place] = /^[^\n:?()]+\.ts:\d+/.exec(stack.slice(from + folder.length + 1)) ?? []
  return place ?? null
}
