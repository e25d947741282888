import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { readRawBody } from '../../inbox/raw_body.ts'
import { E_NOT_JSON } from '../api/errors.ts'
import { cleanQuery, putBody, requireUnpacked } from '../body.ts'
import { E_UNREADABLE_BODY } from '../errors.ts'

const limits = { bytes: 1024 * 1024, milliseconds: 30_000 }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads bodies of JSON, as they are and in UTF-8 alone: a character that was guessed would be kept
 * for good. Throws E_PACKED_BODY, E_NOT_JSON, E_UNREADABLE_BODY and what `readRawBody` throws.
 */
export default class JsonMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    cleanQuery(request)
    if (hasContent(request)) {
      requireUnpacked(request)
      if (!isJson(request)) throw new E_NOT_JSON()
      const bytes = await readRawBody(request.request, limits)
      if (bytes.length > 0) putBody(request, parsed(bytes))
    }
    return next()
  }
}

/** Many clients say that a request has a body of no bytes where it has none. */
function hasContent(request: HttpContext['request']): boolean {
  return request.hasBody() && request.header('content-length') !== '0'
}

function isJson(request: HttpContext['request']): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(request.header('content-type') ?? '')?.[1]
  return request.is(['application/json']) !== null && /^(utf-?8)?$/i.test(charset ?? '')
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    throw new E_UNREADABLE_BODY()
  }
}
