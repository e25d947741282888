import type { HttpContext } from '@adonisjs/core/http'
import { needsCode } from '../identity/two_factor.ts'
import User from '../identity/user.ts'
import { IMPERSONATION } from './impersonation.ts'
import { writeUserEvent } from './user_events.ts'

const KEY = 'second_step'
const MINUTES = 10

/** Somebody whose password was right and who has not shown a code yet. */
interface SecondStep {
  userId: string
  remember: boolean
  /** When it is too late, in milliseconds. */
  until: number
}

/**
 * Goes on after the right password: logs the user in, or asks for a code first. Whatever lets
 * somebody in by a password goes through here. A remembered log-in begins only after the code.
 */
export async function beginLogin(ctx: HttpContext, user: User, remember: boolean) {
  if (!(await needsCode(user.id))) return completeLogin(ctx, user, remember)
  const step: SecondStep = { userId: user.id, remember, until: Date.now() + MINUTES * 60_000 }
  ctx.session.put(KEY, step)
  ctx.session.regenerate()
  return ctx.response.redirect().toPath('/login/code')
}

/** Who is expected to show a code in this session, if anybody is. */
export function secondStepOf({ session }: HttpContext): SecondStep | null {
  const step = session.get(KEY) as SecondStep | undefined
  return step && step.until > Date.now() ? step : null
}

/** Logs in whoever has shown a code. Returns false where they have been deactivated meanwhile. */
export async function endSecondStep(ctx: HttpContext, step: SecondStep): Promise<boolean> {
  ctx.session.forget(KEY)
  const user = await User.query().where({ id: step.userId, active: true }).first()
  if (!user) return false
  await completeLogin(ctx, user, step.remember)
  return true
}

async function completeLogin(ctx: HttpContext, user: User, remember: boolean) {
  ctx.session.forget(IMPERSONATION)
  await ctx.auth.use('web').login(user, remember)
  await writeUserEvent(ctx, user.id, 'login')
  return ctx.response.redirect().toIntended('/')
}
