import { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Environment } from '../../environment/environment.ts'
import { Page } from '../page.ts'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    environment?: Environment
    /** Renders pages in the frame, in the language of the asker. */
    page: Page
  }
}

HttpContext.getter(
  'page',
  function (this: HttpContext) {
    return new Page(this)
  },
  true
)

/**
 * Gives the request its environment. Requests that may write open its transaction at once; pages
 * that only read leave it to `environment.read`. Exceptions do not arrive here: the framework
 * turns them into responses further in, and the exception handler has rolled back by then.
 */
export default class EnvironmentMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const environment = new Environment(ctx.asker)
    ctx.environment = environment
    return environment.enter(async () => {
      if (!['GET', 'HEAD'].includes(ctx.request.method())) await environment.open()
      await next()
      await environment.commit()
    })
  }
}
