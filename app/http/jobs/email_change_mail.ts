import i18nManager from '@adonisjs/i18n/services/main'
import { sendLetter } from '../../egress/letter.ts'
import {
  emailChangePath,
  findEmailChangeReader,
  issueEmailChangeToken,
} from '../../identity/email_changes.ts'
import { defineJob } from '../../jobs/define.ts'
import { textsOf } from '../texts.ts'

/** Sends a link to the new e-mail address of a user; who follows it confirms the address. */
export const emailChangeMail = defineJob<{ userId: string }>({
  name: 'identity.email_change_mail',
  async call({ userId }) {
    const change = await issueEmailChangeToken(userId)
    if (!change) return
    const t = textsOf(i18nManager, change.language)
    await sendLetter({
      to: change.email,
      subject: t('ui.emailChange.subject'),
      paragraphs: [t('ui.emailChange.hello', { name: change.name }), t('ui.emailChange.text')],
      action: { label: t('ui.emailChange.action'), path: emailChangePath(change.token) },
      note: t('ui.emailChange.note'),
    })
  },
  async run() {},
})

/**
 * Tells the old address of a user which new one was asked for. A job of its own: an old address
 * that takes no mail any more must not keep its user there.
 */
export const emailChangeNotice = defineJob<{ userId: string; to: string; wanted: string }>({
  name: 'identity.email_change_notice',
  async call({ userId, to, wanted }) {
    const reader = await findEmailChangeReader(userId)
    if (!reader) return
    const t = textsOf(i18nManager, reader.language)
    await sendLetter({
      to,
      subject: t('ui.emailNotice.subject'),
      paragraphs: [
        t('ui.emailChange.hello', { name: reader.name }),
        t('ui.emailNotice.text', { email: wanted }),
      ],
      action: { label: t('ui.ownPassword.change'), path: '/account/password' },
      note: t('ui.emailNotice.note'),
    })
  },
  async run() {},
})
