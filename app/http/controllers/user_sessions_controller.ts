import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { revokeSession, sessionsOf, type UserSession } from '../../identity/user_sessions.ts'
import { renderAccountPage } from '../account.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { deviceOf } from '../device.ts'
import { writeUserEvent } from '../user_events.ts'
import { Page } from '../page.ts'
import type { Translate } from '../../views/texts.ts'

/** Where the user is logged in, and ending a session there. */
export default class UserSessionsController {
  async index(ctx: HttpContext) {
    const page = new Page(ctx)
    const own = hashed(ctx.session.sessionId)
    const sessions = await sessionsOf(ctx.identity!.user!.id)
    return renderAccountPage(ctx, page, {
      key: 'sessions',
      template: 'pages/sessions',
      state: {
        sessions: sessions.map((session) => ({
          id: session.id,
          device: whereOf(session, page.t),
          ip: session.ip ?? '',
          lastSeen: page.formats.datetime(session.lastSeenAt),
          current: session.id === own,
        })),
      },
    })
  }

  async destroy(ctx: HttpContext) {
    const revoked = await revokeSession(ctx.identity!.user!.id, String(ctx.params.id))
    if (!revoked) throw new E_NOT_FOUND()
    await writeUserEvent(ctx, ctx.identity!.user!.id, 'session_ended')
    return ctx.response.redirect().toPath('/account/sessions')
  }
}

/** The device, and who acts as whom on it. */
function whereOf({ userAgent, impersonator, actsAs }: UserSession, t: Translate): string {
  if (impersonator) return t('ui.sessions.impersonator', { name: impersonator })
  const device = deviceOf(userAgent) ?? t('ui.sessions.unknown')
  return actsAs ? t('ui.sessions.actingAs', { device, name: actsAs }) : device
}

function hashed(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex')
}
