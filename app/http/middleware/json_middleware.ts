import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { E_NOT_JSON } from '../api/errors.ts'

/** Refuses bodies that are not JSON before anybody reads them. */
export default class JsonMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    if (hasContent(request) && !request.is(['application/json'])) throw new E_NOT_JSON()
    return next()
  }
}

/** Many clients say that a request has a body of no bytes where it has none. */
function hasContent(request: HttpContext['request']): boolean {
  return request.hasBody() && request.header('content-length') !== '0'
}
