import limiter from '@adonisjs/limiter/services/main'
import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { canSendMail } from '../../egress/mail.ts'
import { askForEmail, forgetEmailChange } from '../../identity/email_changes.ts'
import { emailChangeMail, emailChangeNotice } from '../jobs/email_change_mail.ts'
import { renderOwnEmailPage } from '../own_email_page.ts'
import { ownPasswordRefusal } from '../own_password.ts'

const PATH = '/account/email'

/**
 * Asking for another e-mail address of one's own. Whether somebody else has it is not looked at
 * here, so that the answer cannot tell: that comes out when its owner follows the link.
 */
export default class AccountEmailController {
  edit(ctx: HttpContext) {
    return renderOwnEmailPage(ctx)
  }

  async update(ctx: HttpContext) {
    const { user } = ctx.identity!
    const { t } = ctx.page
    const body = ctx.request.body() as Record<string, unknown>
    const email = typeof body.email === 'string' ? body.email.trim().toLowerCase() : ''
    const refuse = (errors: { email?: string; password?: string }) =>
      renderOwnEmailPage(ctx, { typed: email, errors })
    const fault = canSendMail() ? faultOf(email, user!.email) : 'ui.ownEmail.noMail'
    if (fault) {
      ctx.response.status(422)
      return refuse({ email: t(fault) })
    }
    const refused = await ownPasswordRefusal(ctx, body.password)
    if (refused) return refuse({ password: refused })
    if (!(await isWithinLimit(user!.id))) {
      ctx.response.status(429)
      return refuse({ email: t('ui.ownEmail.tooOften') })
    }
    await askForEmail(user!.id, email)
    emailChangeMail.enqueue({ userId: user!.id })
    emailChangeNotice.enqueue({ userId: user!.id, to: user!.email, wanted: email })
    return ctx.response.redirect().toPath(PATH)
  }

  async destroy(ctx: HttpContext) {
    await forgetEmailChange(ctx.identity!.user!.id)
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.ownEmail.withdrawn') })
    return ctx.response.redirect().toPath(PATH)
  }
}

function faultOf(email: string, current: string): string | null {
  if (email.length > 254 || !vine.helpers.isEmail(email)) return 'ui.error.email'
  return email === current ? 'ui.ownEmail.same' : null
}

/** Five links an hour for one user: nobody fills the mailboxes of others. */
function isWithinLimit(userId: string): Promise<boolean | undefined> {
  return limiter
    .use({ requests: 5, duration: 60 * 60 })
    .attempt(`email:change:${userId}`, () => true)
}
