import type { HttpContext } from '@adonisjs/core/http'
import { passesCode, passesRecoveryCode } from '../../identity/two_factor.ts'
import { endSecondStep, secondStepOf } from '../begin_login.ts'
import { codeRefusal, postedCode } from '../code_refusal.ts'
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
    const recovery = postedCode(ctx, 'recovery')
    const refused = await codeRefusal(ctx, textsAsked(ctx), {
      userId,
      passes: () =>
        recovery ? passesRecoveryCode(userId, recovery) : passesCode(userId, postedCode(ctx)),
      wrong: recovery ? 'ui.loginCode.wrongRecovery' : 'ui.loginCode.wrong',
    })
    if (refused) {
      await writeUserEvent(ctx, userId, 'login_failed')
      return renderThreshold(ctx, 'pages/login_code', {
        error: recovery ? null : refused,
        recoveryError: recovery ? refused : null,
      })
    }
    if (!(await endSecondStep(ctx, step))) return ctx.response.redirect().toPath('/login')
  }
}
