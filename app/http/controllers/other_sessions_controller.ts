import type { HttpContext } from '@adonisjs/core/http'
import { revokeOtherSessions } from '../../identity/user_sessions.ts'
import { writeUserEvent } from '../user_events.ts'

/** All sessions of the user but the one that asks. */
export default class OtherSessionsController {
  async destroy(ctx: HttpContext) {
    const { id } = ctx.identity!.user!
    const count = await revokeOtherSessions(id, ctx.session.sessionId)
    if (count > 0) await writeUserEvent(ctx, id, 'session_ended')
    const text = ctx.page.t('ui.sessions.othersEnded', { count })
    ctx.session.flash('flash', { kind: 'ok', text })
    return ctx.response.redirect().toPath('/account/sessions')
  }
}
