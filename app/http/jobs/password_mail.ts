import { sendLetter } from '../../egress/letter.ts'
import {
  issuePasswordToken,
  PASSWORD_LINK_HOURS,
  passwordPath,
} from '../../identity/password_tokens.ts'
import { findPasswordRecipient } from '../../identity/password_recipients.ts'
import { defineJob } from '../../jobs/define.ts'
import { composeLetter } from '../letters/compose_letter.ts'
import { passwordLetter } from '../letters/password_letter.ts'

/** Sends somebody who has forgotten their password a link to set a new one. */
export const passwordMail = defineJob<{ userId: string }>({
  name: 'identity.password_mail',
  async call({ userId }) {
    const user = await findPasswordRecipient(userId)
    if (!user) return
    const token = await issuePasswordToken(userId, PASSWORD_LINK_HOURS.forgotten)
    const { name, email: to, language, tenantId } = user
    const about = { name, path: passwordPath(token) }
    await sendLetter(await composeLetter(passwordLetter, about, { to, language, tenantId }))
  },
  async run() {},
})
