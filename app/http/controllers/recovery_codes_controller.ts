import type { HttpContext } from '@adonisjs/core/http'
import { passesCode, renewRecoveryCodes } from '../../identity/two_factor.ts'
import { codeRefusal, postedCode } from '../code_refusal.ts'
import { Page } from '../page.ts'
import { renderSecurityPage } from '../security_page.ts'

/** New recovery codes in place of the old ones. */
export default class RecoveryCodesController {
  async store(ctx: HttpContext) {
    const userId = ctx.identity!.user!.id
    const renew = await codeRefusal(ctx, new Page(ctx).t, {
      userId,
      passes: () => passesCode(userId, postedCode(ctx)),
      wrong: 'ui.loginCode.wrong',
    })
    if (renew) return renderSecurityPage(ctx, { errors: { renew } })
    return renderSecurityPage(ctx, { codes: await renewRecoveryCodes(userId) })
  }
}
