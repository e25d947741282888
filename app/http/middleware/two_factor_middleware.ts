import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Leads people whose tenant asks for the second step to its set-up before anything else. */
export default class TwoFactorMiddleware {
  handle({ identity, response }: HttpContext, next: NextFn) {
    const { user, tenant, impersonator } = identity!
    if (!tenant!.requiresTwoFactor || user!.hasTwoFactor || impersonator) return next()
    response.redirect().toPath('/account/security')
  }
}
