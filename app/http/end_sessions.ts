import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { recordEvent } from '../environment/audit.ts'
import { endSessionsIn } from '../identity/user_sessions.ts'
import { requireCharge } from './impersonation.ts'
import type { Flash } from './page.ts'
import { textsOf } from './texts.ts'

/**
 * Ends the sessions of a member in this tenant, for one who has lost a computer; they go on with their
 * password. The session that asks stays. Throws E_FORBIDDEN.
 */
export async function endSessions(
  ctx: HttpContext,
  member: { id: string; name: string }
): Promise<Flash> {
  await requireCharge(ctx, member.id)
  await recordEvent({
    kind: 'sessions_ended',
    subject: member.name,
    record: { table: 'memberships', id: member.id },
  })
  const count = await endSessionsIn(ctx.asker.tenantId, member.id, ctx.session.sessionId)
  const t = textsOf(i18nManager, ctx.asker.language)
  return {
    kind: count > 0 ? 'ok' : 'warn',
    text: t('ui.sessions.endedOf', { count, user: member.name }),
  }
}
