import hash from '@adonisjs/core/services/hash'
import type { HttpContext } from '@adonisjs/core/http'
import {
  acceptInvitation,
  findInvitation,
  type OpenInvitation,
} from '../../identity/invitations.ts'
import { switchTenant } from '../../identity/user_sessions.ts'
import { passwordFault } from '../../identity/password_rules.ts'
import { renderThreshold } from '../threshold.ts'

/** What is wrong, by field; a key of the texts with its values. */
type Faults = Record<string, { key: string; values?: Record<string, number> }>

/**
 * Accepting an invitation by its link. Somebody new gives a name and a password; a user who has an
 * account must be logged in to it.
 */
export default class InvitationsController {
  async show(ctx: HttpContext) {
    const invitation = await findInvitation(String(ctx.params.token))
    return invitation ? this.#page(ctx, invitation, {}) : this.#expired(ctx)
  }

  async store(ctx: HttpContext) {
    const token = String(ctx.params.token)
    const invitation = await findInvitation(token)
    if (!invitation) return this.#expired(ctx)
    if (invitation.userId) return this.#join(ctx, token, invitation)
    const { name, password, confirmation } = ctx.request.body()
    const faults = faultsOf(invitation, name, password, confirmation)
    if (Object.keys(faults).length > 0) {
      ctx.response.status(422)
      return this.#page(ctx, invitation, faults)
    }
    const passwordHash = await hash.make(String(password))
    if (!(await acceptInvitation(token, { name: String(name).trim(), passwordHash }))) {
      return this.#expired(ctx)
    }
    return ctx.response.redirect().toPath('/login?reason=welcome')
  }

  async #join(ctx: HttpContext, token: string, invitation: OpenInvitation) {
    const user = ctx.identity?.user
    if (user?.id !== invitation.userId) {
      ctx.response.status(403)
      return this.#page(ctx, invitation, {})
    }
    const joined = await acceptInvitation(token, { userId: user.id })
    if (!joined) return this.#expired(ctx)
    await switchTenant(ctx.session.sessionId, invitation.tenantId)
    return ctx.response.redirect().toPath('/')
  }

  #page(ctx: HttpContext, invitation: OpenInvitation, faults: Faults) {
    const user = ctx.identity?.user ?? null
    if (invitation.userId && !user) ctx.session.setIntendedUrl(ctx.request.url())
    return renderThreshold(ctx, 'pages/invitation', {
      invitation,
      faults,
      name: ctx.request.input('name') ?? invitation.name,
      user,
      isForUser: invitation.userId !== null && user?.id === invitation.userId,
    })
  }

  #expired(ctx: HttpContext) {
    ctx.response.status(404)
    return renderThreshold(ctx, 'pages/expired_link', { kind: 'invitation' })
  }
}

function faultsOf({ email }: OpenInvitation, name: unknown, password: unknown, again: unknown) {
  const faults: Faults = {}
  const given = typeof name === 'string' ? name.trim() : ''
  if (given === '') faults.name = { key: 'ui.error.required' }
  if (given.length > 120) faults.name = { key: 'ui.error.size', values: { size: 120 } }
  const fault = passwordFault(password, again, [email, given])
  if (fault) faults[fault.field] = fault
  return faults
}
