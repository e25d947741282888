import type { HttpContext } from '@adonisjs/core/http'
import type { Translate } from '../views/texts.ts'
import { attemptCode } from './login_limits.ts'

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
export function postedCode({ request }: HttpContext, name: 'code' | 'recovery' = 'code'): string {
  const given = (request.body() as Record<string, unknown>)[name]
  return typeof given === 'string' ? given.slice(0, 60) : ''
}
