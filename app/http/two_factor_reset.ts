import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { recordEvent } from '../environment/audit.ts'
import { needsCode, removeTwoFactor } from '../identity/two_factor.ts'
import { requireCharge } from './impersonation.ts'
import type { Flash } from './page.ts'
import { textsOf } from './texts.ts'

/**
 * Ends the second step of a member, who then logs in with the password alone and can set it up
 * anew. Throws E_FORBIDDEN.
 */
export async function resetTwoFactor(
  ctx: HttpContext,
  member: { id: string; name: string }
): Promise<Flash> {
  await requireCharge(ctx, member.id)
  if (await needsCode(member.id)) {
    await recordEvent({
      kind: 'two_factor_changed',
      subject: member.name,
      record: { table: 'memberships', id: member.id },
      details: { change: 'reset' },
    })
  }
  const t = textsOf(i18nManager, ctx.asker.language)
  const wasOn = await removeTwoFactor(member.id)
  const key = wasOn ? 'ui.security.reset' : 'ui.security.wasOff'
  return { kind: wasOn ? 'ok' : 'warn', text: t(key, { user: member.name }) }
}
