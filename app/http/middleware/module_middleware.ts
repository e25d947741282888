import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Registry } from '../../modules/registry.ts'
import { E_NOT_FOUND } from '../errors.ts'

/**
 * Answers 404 for the routes of a module that is not installed, and behind the log-in for those of
 * a module that is switched off for the tenant.
 */
export default class ModuleMiddleware {
  async handle(ctx: HttpContext, next: NextFn, options: { name: string }) {
    const registry = ctx.registry ?? Registry.current
    if (!registry.hasModule(options.name)) throw new E_NOT_FOUND()
    return next()
  }
}
