import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { HttpContext } from '@adonisjs/core/http'
import { E_PACKED_BODY, E_UNREADABLE_BODY } from './errors.ts'

type Request = HttpContext['request']

/** How deeply lists and objects of a body may lie in each other. */
const MAX_DEPTH = 100

/**
 * Refuses a packed body: it could be larger than it looks, and one that breaks off would never be
 * read to its end. Throws E_PACKED_BODY.
 */
export function requireUnpacked(request: Request) {
  if (request.header('content-encoding', 'identity') !== 'identity') throw new E_PACKED_BODY()
}

/** Puts a body into a request, without what the database cannot keep. Throws E_UNREADABLE_BODY. */
export function putBody(request: Request, body: unknown) {
  request.updateBody(keepable(body) as Record<string, unknown>)
}

/** Takes from the query of a request what the database cannot keep. */
export function cleanQuery(request: Request) {
  if (request.parsedUrl.query?.includes('%00')) {
    request.updateQs(keepable(request.qs()) as Record<string, unknown>)
  }
}

/** A text that PostgreSQL takes: without NUL, and of whole characters. */
export function keepableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** A value with such texts alone; files of a form stay what they are. */
function keepable(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return keepableText(value)
  if (typeof value !== 'object' || value === null || value instanceof MultipartFile) return value
  if (depth === MAX_DEPTH) throw new E_UNREADABLE_BODY()
  if (Array.isArray(value)) return value.map((each) => keepable(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, keepable(each, depth + 1)])
  )
}
