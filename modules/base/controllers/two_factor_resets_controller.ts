import type { HttpContext } from '@adonisjs/core/http'
import { resetTwoFactor } from '#addon'
import { administeredMember } from './administered_member.ts'

/** Ending a user's second step, for one who has lost phone and recovery codes. */
export default class TwoFactorResetsController {
  async store(ctx: HttpContext) {
    const member = await administeredMember(ctx)
    const flash = await resetTwoFactor(ctx, member)
    ctx.session.flash('flash', flash)
    return ctx.response.redirect().toPath(`/base/users/${member.id}`)
  }
}
