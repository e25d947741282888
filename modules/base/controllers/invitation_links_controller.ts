import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '#addon'
import { Invitation } from '../models/invitation.ts'

/** A link of an invitation, to be handed over in person. It is shown once. */
export default class InvitationLinksController {
  async store({ page, params, registry, response, session }: HttpContext) {
    const invitation = await new Records(Invitation, registry.access).find(params.id, 'write')
    const href = `/base/invitations/${invitation.id}`
    const path = await invitation.link()
    if (!path) {
      session.flash('flash', { kind: 'warn', text: 'Invitation has been accepted.' })
      return response.redirect().toPath(href)
    }
    return page.renderSecretLink({
      title: `Link for ${invitation.name}`,
      intro: 'It is shown once, works for seven days, and once. Links made before end.',
      path,
      crumbs: [
        { label: 'Invitations', href: '/base/invitations' },
        { label: invitation.name, href },
      ],
      back: { label: 'Back to the invitation', href },
      menuHref: '/base/invitations',
    })
  }
}
