import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '#addon'
import { Invitation } from '../models/invitation.ts'

/** A link of an invitation, to be handed over in person. It is shown once. */
export default class InvitationLinksController {
  async store({ page, params, registry, response, session }: HttpContext) {
    const invitation = await new Records(Invitation, registry.access).find(params.id, 'write')
    const href = `/base/invitations/${invitation.id}`
    const path = await invitation.link()
    const { t } = page
    if (!path) {
      session.flash('flash', { kind: 'warn', text: t('base.invitation.accepted') })
      return response.redirect().toPath(href)
    }
    return page.renderSecretLink({
      title: t('base.invitation.linkTitle', { name: invitation.name }),
      intro: t('base.invitation.linkIntro'),
      path,
      crumbs: [
        { label: t('base.invitation.list'), href: '/base/invitations' },
        { label: invitation.name, href },
      ],
      back: { label: t('base.invitation.back'), href },
      menuHref: '/base/invitations',
    })
  }
}
