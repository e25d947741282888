import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { underWay } from '../../modules/under_way.ts'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Takes this request out of those that an operation on modules waits for. */
    leaveUnderWay: () => void
  }
}

/** Counts every request while it is under way, so that no module is taken away beneath it. */
export default class UnderWayMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.leaveUnderWay = underWay.enter()
    try {
      return await next()
    } finally {
      ctx.leaveUnderWay()
    }
  }
}
