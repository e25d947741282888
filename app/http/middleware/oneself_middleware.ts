import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { E_ONESELF } from '../errors.ts'

/** Keeps administrators who act as somebody else away from what only that person may touch. */
export default class OneselfMiddleware {
  handle({ identity }: HttpContext, next: NextFn) {
    if (identity!.impersonator) throw new E_ONESELF(identity!.user!.name)
    return next()
  }
}
