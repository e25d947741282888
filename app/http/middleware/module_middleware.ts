import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Registry } from '../../modules/registry.ts'
import { E_NOT_FOUND } from '../errors.ts'

/** Answers 404 for the routes of a module that is not installed. */
export default class ModuleMiddleware {
  async handle(_: HttpContext, next: NextFn, options: { name: string }) {
    if (!Registry.current.hasModule(options.name)) throw new E_NOT_FOUND()
    return next()
  }
}
