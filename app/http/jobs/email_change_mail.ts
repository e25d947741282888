import { sendLetter } from '../../egress/letter.ts'
import {
  emailChangePath,
  findEmailChangeReader,
  issueEmailChangeToken,
} from '../../identity/email_changes.ts'
import { defineJob } from '../../jobs/define.ts'
import { composeLetter } from '../letters/compose_letter.ts'
import { emailChangeLetter, emailNoticeLetter } from '../letters/email_change_letters.ts'

/** Sends a link to the new e-mail address of a user; who follows it confirms the address. */
export const emailChangeMail = defineJob<{ userId: string }>({
  name: 'identity.email_change_mail',
  async call({ userId }) {
    const change = await issueEmailChangeToken(userId)
    if (!change) return
    const { name, email: to, language } = change
    const about = { name, path: emailChangePath(change.token) }
    await sendLetter(
      await composeLetter(emailChangeLetter, about, { to, language, tenantId: null })
    )
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
    const { name, language } = reader
    const about = { name, wanted }
    await sendLetter(
      await composeLetter(emailNoticeLetter, about, { to, language, tenantId: null })
    )
  },
  async run() {},
})
