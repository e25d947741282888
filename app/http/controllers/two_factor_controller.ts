import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { confirmTwoFactor, newTwoFactorSecret, removeTwoFactor } from '../../identity/two_factor.ts'
import User from '../../identity/user.ts'
import { codeRefusal, passesPostedCode, postedCode } from '../code_refusal.ts'
import { E_FORBIDDEN } from '../errors.ts'
import { Page } from '../page.ts'
import { forgetSetup, keepSetup, renderSecurityPage, waitingSetup } from '../security_page.ts'

/**
 * A user's second step: it is begun, switched on with a first code, and switched off. Beginning it
 * again leads to another app; the one before works until the new one has shown a code.
 */
export default class TwoFactorController {
  async store(ctx: HttpContext) {
    const begin = await this.#refusal(ctx)
    if (begin) return renderSecurityPage(ctx, { errors: { begin } })
    keepSetup(ctx, newTwoFactorSecret())
    return ctx.response.redirect().toPath('/account/security')
  }

  async update(ctx: HttpContext) {
    const { id, hasTwoFactor } = ctx.identity!.user!
    const sealed = waitingSetup(ctx)
    if (!sealed) return ctx.response.redirect().toPath('/account/security')
    let codes: string[] | null = null
    const setUp = await codeRefusal(ctx, new Page(ctx).t, {
      userId: id,
      passes: async () => {
        codes = await confirmTwoFactor(id, sealed, postedCode(ctx), ctx.session.sessionId)
        return codes
      },
      wrong: 'ui.loginCode.wrong',
    })
    if (setUp) return renderSecurityPage(ctx, { errors: { setUp } })
    forgetSetup(ctx)
    await recordChange(ctx, hasTwoFactor ? 'replaced' : 'on')
    return renderSecurityPage(ctx, { codes: codes! })
  }

  async destroy(ctx: HttpContext) {
    const { user, tenant } = ctx.identity!
    if (tenant!.requiresTwoFactor) throw new E_FORBIDDEN(['Your company asks for the second step'])
    const begin = await this.#refusal(ctx)
    if (begin) return renderSecurityPage(ctx, { errors: { begin } })
    forgetSetup(ctx)
    await removeTwoFactor(user!.id)
    await recordChange(ctx, 'off')
    return ctx.response.redirect().toPath('/account/security')
  }

  /** Asks for the password and, of who has a second step, for a code. */
  #refusal(ctx: HttpContext): Promise<string | null> {
    const { id, hasTwoFactor } = ctx.identity!.user!
    return codeRefusal(ctx, new Page(ctx).t, {
      userId: id,
      passes: async () => (await isPassword(ctx)) && (!hasTwoFactor || passesPostedCode(ctx, id)),
      wrong: hasTwoFactor ? 'ui.security.wrongBoth' : 'ui.security.wrongPassword',
    })
  }
}

async function recordChange({ identity }: HttpContext, change: 'on' | 'off' | 'replaced') {
  const { id, name } = identity!.user!
  const record = { table: 'memberships', id }
  await recordEvent({ kind: 'two_factor_changed', subject: name, record, details: { change } })
}

async function isPassword({ identity, request }: HttpContext): Promise<boolean> {
  const { password } = request.body() as Record<string, unknown>
  if (typeof password !== 'string' || password.length > 1024) return false
  return (await User.withCredentials(identity!.user!.email, password)) !== null
}
