import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import {
  findPasswordToken,
  usePasswordToken,
  type PasswordTokenHolder,
} from '../../identity/password_tokens.ts'
import { passwordFault, type PasswordFault } from '../../identity/password_rules.ts'
import { renderThreshold } from '../threshold.ts'
import { writeUserEvent } from '../user_events.ts'

/** Setting a password by a link that somebody got for it. */
export default class PasswordsController {
  async edit(ctx: HttpContext) {
    const holder = await findPasswordToken(String(ctx.params.token))
    return holder ? this.#form(ctx, holder, null) : this.#expired(ctx)
  }

  async update(ctx: HttpContext) {
    const token = String(ctx.params.token)
    const holder = await findPasswordToken(token)
    if (!holder) return this.#expired(ctx)
    const { password, confirmation } = ctx.request.body()
    const fault = passwordFault(password, confirmation, [holder.email, holder.name])
    if (fault) {
      ctx.response.status(422)
      return this.#form(ctx, holder, fault)
    }
    if (!(await usePasswordToken(token, await hash.make(String(password))))) {
      return this.#expired(ctx)
    }
    await writeUserEvent(ctx, holder.userId, 'password_set')
    return ctx.response.redirect().toPath('/login?reason=password-set')
  }

  #form(ctx: HttpContext, holder: PasswordTokenHolder, fault: PasswordFault | null) {
    return renderThreshold(ctx, 'pages/password', { holder, fault })
  }

  #expired(ctx: HttpContext) {
    ctx.response.status(404)
    return renderThreshold(ctx, 'pages/expired_link', { kind: 'password' })
  }
}
