import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import { passwordHashOf } from '../identity/preferences.ts'
import { attemptLogin } from './login_limits.ts'

/**
 * Asks a user who is logged in for their password once more, under the limits for log-ins. Returns
 * why it was refused, in words, and sets the status of the answer; null where it is right.
 */
export async function ownPasswordRefusal(ctx: HttpContext, given: unknown): Promise<string | null> {
  const { id, email } = ctx.identity!.user!
  const attempt = await attemptLogin(ctx, email, () => isPassword(id, given))
  if ('waitSeconds' in attempt) {
    ctx.response.status(429)
    const minutes = Math.max(1, Math.ceil(attempt.waitSeconds / 60))
    return ctx.page.t('ui.login.tooMany', { minutes })
  }
  if (attempt.result) return null
  ctx.response.status(422)
  return ctx.page.t('ui.ownPassword.wrong')
}

async function isPassword(userId: string, given: unknown): Promise<true | null> {
  const known = await passwordHashOf(userId)
  if (!known || typeof given !== 'string' || given.length > 1024) return null
  return (await hash.verify(known, given)) || null
}
