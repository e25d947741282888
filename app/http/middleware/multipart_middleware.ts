import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { actionOf } from '../action.ts'
import { E_NOT_MULTIPART } from '../api/errors.ts'
import { requireScope } from '../api/scopes.ts'

/**
 * Refuses whatever is no form with files, and whoever may not send any, before anybody reads it:
 * programs that may not write cannot fill the disk.
 */
export default class MultipartMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    requireScope(ctx, actionOf(ctx).module, 'write')
    if (!ctx.request.is(['multipart/form-data'])) throw new E_NOT_MULTIPART()
    return next()
  }
}
