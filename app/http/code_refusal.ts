import type { HttpContext } from '@adonisjs/core/http'
import { passesCode } from '../identity/two_factor.ts'
import type { Translate } from '../views/texts.ts'
import { attemptCode } from './login_limits.ts'
import { writeUserEvent } from './user_events.ts'

/** A check of something that could be guessed, and what is said when it fails. */
interface Check {
  userId: string
  passes: () => Promise<unknown>
  wrong: string
}

/**
 * Runs a check under the limit for guesses. Returns why it was refused, in words, and sets the
 * status of the answer; null where it passed.
 */
export async function codeRefusal(
  { response }: HttpContext,
  t: Translate,
  { userId, passes, wrong }: Check
): Promise<string | null> {
  const attempt = await attemptCode(userId, passes)
  if ('waitSeconds' in attempt) {
    response.status(429)
    return t('ui.login.tooMany', { minutes: Math.max(1, Math.ceil(attempt.waitSeconds / 60)) })
  }
  if (attempt.result) return null
  response.status(422)
  return t(wrong)
}

/** A code as it was posted, no longer than any code is. */
export function postedCode({ request }: HttpContext): string {
  const { code, recovery = code } = request.body() as Record<string, unknown>
  return typeof recovery === 'string' ? recovery.slice(0, 60) : ''
}

/**
 * Whether the posted code is one of the user's app or a recovery code. That a recovery code was used
 * is written into the audit log.
 */
export async function passesPostedCode(ctx: HttpContext, userId: string): Promise<boolean> {
  const passed = await passesCode(userId, postedCode(ctx))
  if (passed === 'recovery') await writeUserEvent(ctx, userId, 'recovery_code_used')
  return passed !== null
}
