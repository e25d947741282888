import type { HttpContext } from '@adonisjs/core/http'
import { endSecondStep, secondStepOf } from '../begin_login.ts'
import { codeRefusal, passesPostedCode } from '../code_refusal.ts'
import { textsAsked } from '../language.ts'
import { renderThreshold } from '../threshold.ts'
import { writeUserEvent } from '../user_events.ts'

/** The second step of logging in: a code from an app, or a recovery code. */
export default class LoginCodesController {
  create(ctx: HttpContext) {
    if (!secondStepOf(ctx)) return ctx.response.redirect().toPath('/login')
    return renderThreshold(ctx, 'pages/login_code', { error: null, recoveryError: null })
  }

  async store(ctx: HttpContext) {
    const step = secondStepOf(ctx)
    if (!step) return ctx.response.redirect().toPath('/login?reason=too-late')
    const { userId } = step
    const isRecovery = ctx.request.input('recovery') !== undefined
    const refused = await codeRefusal(ctx, textsAsked(ctx), {
      userId,
      passes: () => passesPostedCode(ctx, userId),
      wrong: isRecovery ? 'ui.loginCode.wrongRecovery' : 'ui.loginCode.wrong',
    })
    if (refused) {
      await writeUserEvent(ctx, userId, 'login_failed')
      return renderThreshold(ctx, 'pages/login_code', {
        error: isRecovery ? null : refused,
        recoveryError: isRecovery ? refused : null,
      })
    }
    if (!(await endSecondStep(ctx, step))) return ctx.response.redirect().toPath('/login')
  }
}
