import app from '@adonisjs/core/services/app'
import BodyParser from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { cleanQuery, putBody, requireUnpacked } from '../body.ts'

const parser = await app.container.make(BodyParser)

/** Reads forms, of which no text holds what the database cannot keep. Throws E_PACKED_BODY. */
export default class BodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request } = ctx
    requireUnpacked(request)
    cleanQuery(request)
    return parser.handle(ctx, () => {
      if (request.hasBody()) putBody(request, request.body())
      return next()
    })
  }
}
