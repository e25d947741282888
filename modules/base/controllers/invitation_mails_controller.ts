import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '#addon'
import { Invitation } from '../models/invitation.ts'

/** Sending an invitation again. */
export default class InvitationMailsController {
  async store({ params, registry, response, session }: HttpContext) {
    const invitation = await new Records(Invitation, registry.access).find(params.id, 'write')
    const sent = invitation.state === 'open' && (await invitation.send())
    session.flash(
      'flash',
      sent
        ? { kind: 'ok', text: 'Invitation is being sent. Links that were sent before end.' }
        : { kind: 'warn', text: reasonOf(invitation) }
    )
    return response.redirect().toPath(`/base/invitations/${invitation.id}`)
  }
}

function reasonOf({ state }: Invitation): string {
  return state === 'open'
    ? 'There is no mail server. Make a link and pass it on yourself.'
    : 'Invitation has been accepted.'
}
