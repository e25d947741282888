import { sendLetter } from '../../egress/letter.ts'
import {
  issuePasswordToken,
  PASSWORD_LINK_HOURS,
  passwordPath,
} from '../../identity/password_tokens.ts'
import { findPasswordRecipient } from '../../identity/password_recipients.ts'
import { defineJob } from '../../jobs/define.ts'

/** Sends somebody who has forgotten their password a link to set a new one. */
export const passwordMail = defineJob<{ userId: string }>({
  name: 'identity.password_mail',
  async call({ userId }) {
    const user = await findPasswordRecipient(userId)
    if (!user) return
    const token = await issuePasswordToken(userId, PASSWORD_LINK_HOURS.forgotten)
    await sendLetter({
      to: user.email,
      subject: 'Set a new password',
      paragraphs: [
        `Hello ${user.name},`,
        'somebody has asked for a new password for your account. The link works for one hour, and once.',
      ],
      action: { label: 'Set a new password', path: passwordPath(token) },
      note: 'If it was not you, do nothing: your password stays as it is.',
    })
  },
  async run() {},
})
