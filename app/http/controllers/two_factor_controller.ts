import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import {
  beginTwoFactor,
  confirmTwoFactor,
  passesCode,
  removeTwoFactor,
} from '../../identity/two_factor.ts'
import User from '../../identity/user.ts'
import { codeRefusal, postedCode } from '../code_refusal.ts'
import { E_FORBIDDEN } from '../errors.ts'
import { Page } from '../page.ts'
import { renderSecurityPage } from '../security_page.ts'

/** A user's second step: it is begun, switched on with a first code, and switched off. */
export default class TwoFactorController {
  async store(ctx: HttpContext) {
    const userId = ctx.identity!.user!.id
    const begin = await codeRefusal(ctx, new Page(ctx).t, {
      userId,
      passes: () => isPassword(ctx),
      wrong: 'ui.security.wrongPassword',
    })
    if (begin) return renderSecurityPage(ctx, { errors: { begin } })
    await beginTwoFactor(userId)
    return ctx.response.redirect().toPath('/account/security')
  }

  async update(ctx: HttpContext) {
    const userId = ctx.identity!.user!.id
    let codes: string[] | null = null
    const setUp = await codeRefusal(ctx, new Page(ctx).t, {
      userId,
      passes: async () => {
        codes = await confirmTwoFactor(userId, postedCode(ctx), ctx.session.sessionId)
        return codes
      },
      wrong: 'ui.loginCode.wrong',
    })
    if (setUp) return renderSecurityPage(ctx, { errors: { setUp } })
    await recordChange(ctx, 'on')
    return renderSecurityPage(ctx, { codes: codes! })
  }

  async destroy(ctx: HttpContext) {
    const { user, tenant } = ctx.identity!
    if (tenant!.requiresTwoFactor) throw new E_FORBIDDEN(['Your company asks for the second step'])
    const off = await codeRefusal(ctx, new Page(ctx).t, {
      userId: user!.id,
      passes: async () => (await isPassword(ctx)) && passesCode(user!.id, postedCode(ctx)),
      wrong: 'ui.security.wrongBoth',
    })
    if (off) return renderSecurityPage(ctx, { errors: { off } })
    await removeTwoFactor(user!.id)
    await recordChange(ctx, 'off')
    return ctx.response.redirect().toPath('/account/security')
  }
}

async function recordChange({ identity }: HttpContext, change: 'on' | 'off') {
  const { id, name } = identity!.user!
  const record = { table: 'memberships', id }
  await recordEvent({ kind: 'two_factor_changed', subject: name, record, details: { change } })
}

async function isPassword({ identity, request }: HttpContext): Promise<boolean> {
  const { password } = request.body() as Record<string, unknown>
  if (typeof password !== 'string' || password.length > 1024) return false
  return (await User.withCredentials(identity!.user!.email, password)) !== null
}
