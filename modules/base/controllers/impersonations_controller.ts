import type { HttpContext } from '@adonisjs/core/http'
import { beginImpersonation } from '#addon'
import { administeredMember } from './administered_member.ts'

/** Acting as a user, to see what they see. */
export default class ImpersonationsController {
  async store(ctx: HttpContext) {
    const member = await administeredMember(ctx)
    const refused = await beginImpersonation(ctx, member)
    if (!refused) return ctx.response.redirect().toPath('/')
    ctx.session.flash('flash', { kind: 'bad', text: refused })
    return ctx.response.redirect().toPath(`/base/users/${member.id}`)
  }
}
