import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '#addon'
import { Invitation } from '../models/invitation.ts'

/** Sending an invitation again. */
export default class InvitationMailsController {
  async store({ page, params, registry, response, session }: HttpContext) {
    const invitation = await new Records(Invitation, registry.access).find(params.id, 'write')
    const sent = invitation.state === 'open' && (await invitation.send())
    const said = sent ? 'sent' : invitation.state === 'open' ? 'noMail' : 'accepted'
    const text = page.t(`base.invitation.${said}`)
    session.flash('flash', { kind: sent ? 'ok' : 'warn', text })
    return response.redirect().toPath(`/base/invitations/${invitation.id}`)
  }
}
