import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { recordEvent } from '../environment/audit.ts'
import { readMembership } from '../identity/membership.ts'
import { needsCode, removeTwoFactor } from '../identity/two_factor.ts'
import { E_FORBIDDEN } from './errors.ts'
import { hasMoreRights } from './impersonation.ts'
import type { Flash } from './page.ts'
import { textsOf } from './texts.ts'

/**
 * Ends the second step of a member, who then logs in with the password alone and can set it up
 * anew. Nobody does that to somebody with more rights, and nobody who acts as somebody else does.
 */
export async function resetTwoFactor(
  ctx: HttpContext,
  member: { id: string; name: string }
): Promise<Flash> {
  const { tenant, impersonator } = ctx.identity!
  const membership = await readMembership(tenant!.id, member.id)
  if (impersonator || !membership || hasMoreRights(ctx, membership)) {
    throw new E_FORBIDDEN(['You may not reset the second step of this user'])
  }
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
