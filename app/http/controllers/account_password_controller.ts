import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import { passwordFault } from '../../identity/password_rules.ts'
import { changePassword } from '../../identity/preferences.ts'
import { renderAccountPage } from '../account.ts'
import { ownPasswordRefusal } from '../own_password.ts'
import { writeUserEvent } from '../user_events.ts'

/** Changing one's own password. */
export default class AccountPasswordController {
  edit(ctx: HttpContext) {
    return this.#page(ctx, {})
  }

  async update(ctx: HttpContext) {
    const { current, password, confirmation } = ctx.request.body()
    const { id, email, name } = ctx.identity!.user!
    const { t } = ctx.page
    const refused = await ownPasswordRefusal(ctx, current)
    if (refused) return this.#page(ctx, { current: refused })
    const fault = passwordFault(password, confirmation, [email, name])
    if (fault) {
      ctx.response.status(422)
      return this.#page(ctx, { [fault.field]: t(fault.key, fault.values) })
    }
    await changePassword(id, await hash.make(String(password)), ctx.session.sessionId)
    await writeUserEvent(ctx, id, 'password_set')
    ctx.session.flash('flash', { kind: 'ok', text: t('ui.ownPassword.changed') })
    return ctx.response.redirect().toPath('/account/password')
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
