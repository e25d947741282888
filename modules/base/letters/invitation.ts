import { action, letter, note, paragraph } from '#addon'

/** Somebody is asked to join a tenant. */
export const invitationLetter = letter<{
  name: string
  tenant: string
  inviter: string | null
  path: string
}>()(({ tenant }, t) => t('base.invitation.subject', { tenant }), {
  hello: paragraph(({ name }, t) => t('base.invitation.hello', { name })),
  text: paragraph(({ tenant, inviter }, t) =>
    inviter
      ? t('base.invitation.text', { tenant, inviter })
      : t('base.invitation.textOfNobody', { tenant })
  ),
  action: action(
    (_about, t) => t('base.invitation.action'),
    ({ path }) => path
  ),
  note: note((_about, t) => t('base.invitation.note')),
})
