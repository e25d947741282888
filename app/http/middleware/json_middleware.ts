import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { E_NOT_JSON } from '../api/errors.ts'

/** Refuses bodies that are not JSON before anybody reads them. */
export default class JsonMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    if (request.hasBody() && !request.is(['application/json'])) throw new E_NOT_JSON()
    return next()
  }
}
