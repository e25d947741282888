import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'
import { endImpersonation } from '../impersonation.ts'

/** Acting as somebody else; it begins where a module offers it. */
export default class ImpersonationsController {
  async destroy(ctx: HttpContext) {
    if (!(await endImpersonation(ctx))) throw new E_NOT_FOUND()
    return ctx.response.redirect().toPath('/')
  }
}
