import type { HttpContext } from '@adonisjs/core/http'
import { endSessions } from '#addon'
import { administeredMember } from './administered_member.ts'

/** Ending a user's sessions, for one who has lost a computer. */
export default class EndedSessionsController {
  async store(ctx: HttpContext) {
    const member = await administeredMember(ctx)
    ctx.session.flash('flash', await endSessions(ctx, member))
    return ctx.response.redirect().toPath(`/base/users/${member.id}`)
  }
}
