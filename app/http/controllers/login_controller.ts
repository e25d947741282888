import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import User from '../../identity/user.ts'
import { beginLogin } from '../begin_login.ts'
import { demoAccounts } from '../demo_accounts.ts'
import { attemptLogin } from '../login_limits.ts'
import { textsAsked } from '../language.ts'
import { renderThreshold } from '../threshold.ts'
import { writeFailedLogin, writeUserEvent } from '../user_events.ts'
import type { Translate } from '../../views/texts.ts'

/** Logging in and out: a session begins and ends. */
export default class LoginController {
  async create(ctx: HttpContext) {
    if (ctx.identity?.user && ctx.identity.tenant) return ctx.response.redirect().toPath('/')
    return this.#page(ctx, { email: '', error: null })
  }

  async store(ctx: HttpContext) {
    const { email, password, remember } = ctx.request.body()
    if (typeof email !== 'string' || typeof password !== 'string' || password.length > 1024) {
      return this.#refuse(ctx, '', 'ui.login.wrong')
    }
    const attempt = await attemptLogin(ctx, email, () => User.withCredentials(email, password))
    if ('waitSeconds' in attempt) {
      const minutes = Math.max(1, Math.ceil(attempt.waitSeconds / 60))
      return this.#refuse(ctx, email, 'ui.login.tooMany', { minutes })
    }
    const user = attempt.result
    if (!user) {
      writeFailedLogin(ctx, email)
      return this.#refuse(ctx, email, 'ui.login.wrong')
    }
    if (user.password && hash.needsReHash(user.password)) {
      user.password = await hash.make(password)
      await user.save()
    }
    return beginLogin(ctx, user, remember === '1')
  }

  async destroy(ctx: HttpContext) {
    await ctx.auth.use('web').check()
    const user = ctx.auth.use('web').user
    await ctx.auth.use('web').logout()
    if (user) await writeUserEvent(ctx, user.id, 'logout')
    ctx.session.clear()
    ctx.session.regenerate()
    return ctx.response.redirect().toPath('/login')
  }

  #refuse(ctx: HttpContext, email: string, key: string, values?: Record<string, number>) {
    ctx.response.status(key === 'ui.login.tooMany' ? 429 : 422)
    return this.#page(ctx, { email, error: textsAsked(ctx)(key, values) })
  }

  #page(ctx: HttpContext, form: { email: string; error: string | null }) {
    const t = textsAsked(ctx)
    return renderThreshold(ctx, 'pages/login', {
      email: form.email,
      remember: false,
      errors: { email: null, password: form.error },
      notice: noticeOf(ctx, t),
      demo: demoAccounts(),
    })
  }
}

/** Why somebody comes to the log-in page, where it is not to log in. */
const notices = new Map([
  ['no-tenant', { kind: 'warn', key: 'ui.login.noTenant' }],
  ['welcome', { kind: 'ok', key: 'ui.login.welcome' }],
  ['password-set', { kind: 'ok', key: 'ui.login.passwordSet' }],
  ['too-late', { kind: 'warn', key: 'ui.login.tooLate' }],
])

function noticeOf({ request }: HttpContext, t: Translate) {
  const notice = notices.get(String(request.qs().reason))
  return notice ? { kind: notice.kind, text: t(notice.key) } : null
}
