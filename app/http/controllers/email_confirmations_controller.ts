import type { HttpContext } from '@adonisjs/core/http'
import { confirmEmail, findEmailChange } from '../../identity/email_changes.ts'
import { renderAccountPage } from '../account.ts'
import { renderOwnEmailPage } from '../own_email_page.ts'
import { writeUserEvent } from '../user_events.ts'

/**
 * Confirming a new e-mail address by the link that went there. Its user must be logged in: whoever
 * gets the link by a typing mistake does not get the account.
 */
export default class EmailConfirmationsController {
  async show(ctx: HttpContext) {
    const { id, email } = ctx.identity!.user!
    const wanted = await findEmailChange(String(ctx.params.token), id)
    if (!wanted) return this.#refuse(ctx, 404, 'ui.ownEmail.expired')
    return renderAccountPage(ctx, ctx.page, {
      key: 'ownEmail',
      template: 'pages/email_confirmation',
      state: { email, wanted },
    })
  }

  async store(ctx: HttpContext) {
    const { id } = ctx.identity!.user!
    const origin = { ...ctx.asker.origin }
    const outcome = await confirmEmail(String(ctx.params.token), id, origin)
    if (outcome === 'taken') return this.#refuse(ctx, 422, 'ui.ownEmail.taken')
    if (!outcome) return this.#refuse(ctx, 404, 'ui.ownEmail.expired')
    await writeUserEvent(ctx, id, 'email_changed')
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.ownEmail.changed') })
    return ctx.response.redirect().toPath('/account/email')
  }

  #refuse(ctx: HttpContext, status: number, key: string) {
    ctx.response.status(status)
    return renderOwnEmailPage(ctx, { refused: ctx.page.t(key) })
  }
}
