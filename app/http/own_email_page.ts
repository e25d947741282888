import type { HttpContext } from '@adonisjs/core/http'
import { canSendMail } from '../egress/mail.ts'
import { emailChangeOf } from '../identity/email_changes.ts'
import { renderAccountPage } from './account.ts'

/** What the page about one's own e-mail address shows beside it. */
interface Shown {
  /** What somebody typed. */
  typed?: string
  errors?: Partial<Record<'email' | 'password', string>>
  /** Why a link did not do what it was for. */
  refused?: string
}

/** The page on which users change their own e-mail address. */
export async function renderOwnEmailPage(ctx: HttpContext, shown: Shown = {}): Promise<string> {
  const { page, identity } = ctx
  const { id, email } = identity!.user!
  const pending = await emailChangeOf(id)
  return renderAccountPage(ctx, page, {
    key: 'ownEmail',
    template: 'pages/own_email',
    state: {
      email,
      canSend: canSendMail(),
      pending: pending && {
        email: pending.email,
        until: page.formats.datetime(pending.expiresAt),
      },
      typed: shown.typed ?? '',
      errors: shown.errors ?? {},
      refused: shown.refused ?? null,
    },
  })
}
