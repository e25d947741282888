import limiter from '@adonisjs/limiter/services/main'
import logger from '@adonisjs/core/services/logger'
import type { HttpContext } from '@adonisjs/core/http'
import { canSendMail } from '../../egress/mail.ts'
import { Environment } from '../../environment/environment.ts'
import { systemAsker } from '../../environment/scope.ts'
import { findPasswordRecipientByEmail } from '../../identity/password_recipients.ts'
import { passwordMail } from '../jobs/password_mail.ts'
import { renderThreshold } from '../threshold.ts'

const HOUR = 60 * 60

/**
 * Asking for a link to set a new password. The answer is always the same, and does not wait for
 * what is found: it tells nobody which addresses have an account.
 */
export default class ForgottenPasswordsController {
  create(ctx: HttpContext) {
    return this.#page(ctx, false)
  }

  async store(ctx: HttpContext) {
    const email: unknown = ctx.request.input('email')
    if (typeof email === 'string' && email.length <= 254 && (await isWithinLimits(ctx, email))) {
      sendLink(email).catch((error: unknown) => logger.error({ err: error }, 'password link'))
    }
    return this.#page(ctx, true)
  }

  #page(ctx: HttpContext, asked: boolean) {
    return renderThreshold(ctx, 'pages/forgotten_password', { asked, canSend: canSendMail() })
  }
}

async function sendLink(email: string) {
  if (!canSendMail()) return
  const user = await findPasswordRecipientByEmail(email)
  if (!user) return
  const scope = { tenantId: user.tenantId, userId: null, locationIds: [] }
  await Environment.run(systemAsker(scope), async () => {
    passwordMail.enqueue({ userId: user.id }, { jobId: user.id })
  })
}

/** Three links an hour for one address, and twenty from one machine; more are not sent. */
async function isWithinLimits({ request }: HttpContext, email: string): Promise<boolean> {
  const limits = [
    { key: `forgotten:account:${email.trim().toLowerCase()}`, requests: 3 },
    { key: `forgotten:address:${request.ip()}`, requests: 20 },
  ]
  for (const { key, requests } of limits) {
    if (!(await limiter.use({ requests, duration: HOUR }).attempt(key, () => true))) return false
  }
  return true
}
