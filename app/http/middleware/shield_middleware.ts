import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import Shield from '@adonisjs/shield/shield_middleware'
import { contentSecurityPolicy } from '#config/shield'

const shield = await app.container.make(Shield)

/**
 * CSRF tokens and the headers that browsers obey. The guards hold no state of a request, so one
 * of each serves all: the stock middleware is made anew, and its modules asked for, every time.
 */
export default class ShieldMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.response.header('content-security-policy', contentSecurityPolicy)
    return shield.handle(ctx, next)
  }
}
