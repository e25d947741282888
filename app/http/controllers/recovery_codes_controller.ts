import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { renewRecoveryCodes } from '../../identity/two_factor.ts'
import { codeRefusal, passesPostedCode } from '../code_refusal.ts'
import { Page } from '../page.ts'
import { renderSecurityPage } from '../security_page.ts'

/** New recovery codes in place of the old ones. */
export default class RecoveryCodesController {
  async store(ctx: HttpContext) {
    const { id: userId, name } = ctx.identity!.user!
    const renew = await codeRefusal(ctx, new Page(ctx).t, {
      userId,
      passes: () => passesPostedCode(ctx, userId),
      wrong: 'ui.loginCode.wrong',
    })
    if (renew) return renderSecurityPage(ctx, { errors: { renew } })
    const codes = await renewRecoveryCodes(userId)
    await recordEvent({
      kind: 'two_factor_changed',
      subject: name,
      record: { table: 'memberships', id: userId },
      details: { change: 'recovery codes' },
    })
    return renderSecurityPage(ctx, { codes })
  }
}
