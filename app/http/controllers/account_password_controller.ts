import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import { passwordFault } from '../../identity/password_rules.ts'
import { changePassword, passwordHashOf } from '../../identity/preferences.ts'
import { renderAccountPage } from '../account.ts'
import { attemptLogin } from '../login_limits.ts'

/** Changing one's own password. */
export default class AccountPasswordController {
  edit(ctx: HttpContext) {
    return this.#page(ctx, {})
  }

  async update(ctx: HttpContext) {
    const { current, password, confirmation } = ctx.request.body()
    const { id, email, name } = ctx.identity!.user!
    const { t } = ctx.page
    const attempt = await attemptLogin(ctx, email, () => isPassword(id, current))
    if ('waitSeconds' in attempt) {
      const minutes = Math.max(1, Math.ceil(attempt.waitSeconds / 60))
      return this.#refuse(ctx, 429, { current: t('ui.login.tooMany', { minutes }) })
    }
    if (!attempt.result) return this.#refuse(ctx, 422, { current: t('ui.ownPassword.wrong') })
    const fault = passwordFault(password, confirmation, [email, name])
    if (fault) return this.#refuse(ctx, 422, { [fault.field]: t(fault.key, fault.values) })
    await changePassword(id, await hash.make(String(password)), ctx.session.sessionId)
    ctx.session.flash('flash', { kind: 'ok', text: t('ui.ownPassword.changed') })
    return ctx.response.redirect().toPath('/account/password')
  }

  #refuse(ctx: HttpContext, status: number, errors: Record<string, string>) {
    ctx.response.status(status)
    return this.#page(ctx, errors)
  }

  #page(ctx: HttpContext, errors: Record<string, string>) {
    const fields = [
      { name: 'current', autocomplete: 'current-password' },
      { name: 'password', autocomplete: 'new-password' },
      { name: 'confirmation', autocomplete: 'new-password' },
    ].map((field) => ({
      ...field,
      label: ctx.page.t(`ui.ownPassword.${field.name}`),
      error: errors[field.name] ?? null,
    }))
    return renderAccountPage(ctx, ctx.page, {
      key: 'ownPassword',
      template: 'pages/own_password',
      state: { fields, email: ctx.identity!.user!.email },
    })
  }
}

async function isPassword(userId: string, given: unknown): Promise<true | null> {
  const known = await passwordHashOf(userId)
  if (!known || typeof given !== 'string' || given.length > 1024) return null
  return (await hash.verify(known, given)) || null
}
