import i18nManager from '@adonisjs/i18n/services/main'
import { canSendMail } from '../../egress/mail.ts'
import { sendLetter, type Letter } from '../../egress/letter.ts'
import { Environment } from '../../environment/environment.ts'
import { wantsMail } from '../../identity/notification_mail.ts'
import { defineJob } from '../../jobs/define.ts'
import { findNotification, type Told } from '../../models/notifications.ts'
import { houseOf } from '../../modules/job_environment.ts'
import { composeLetter } from '../letters/compose_letter.ts'
import { notificationLetter } from '../letters/notification_letter.ts'
import { textsOf } from '../texts.ts'
import { notificationWords } from '../notifications/notification_words.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'

interface Payload {
  notificationId: string
  tenantId: string
  userId: string
}

/** Sends somebody by e-mail what they were told, if they wish it and may read the record now. */
export const notificationMail = defineJob<Payload & Record<string, string>>({
  name: 'thread.notification_mail',
  async call(payload) {
    const letter = canSendMail() ? await letterOf(payload) : null
    if (letter) await sendLetter(letter)
  },
  async run() {},
})

/** Has notifications sent by e-mail, where there is a way to send any. */
export function mailNotifications(told: readonly Told[]) {
  if (!canSendMail()) return
  const { tenantId } = Environment.current().asker
  for (const { id, userId } of told) {
    notificationMail.enqueue({ notificationId: id, tenantId, userId })
  }
}

async function letterOf({ notificationId, tenantId, userId }: Payload): Promise<Letter | null> {
  const { asker, registry } = await houseOf({ tenantId, userId, locationIds: null })
  return Environment.run(asker, async () => {
    const notification = await findNotification(notificationId)
    if (!notification || notification.isRead) return null
    if (!(await wantsMail(userId, notification.kind))) return null
    const t = textsOf(i18nManager, asker.language)
    const titles = await recordTitles(registry, t, [notification])
    const record = titles.get(titleKey(notification))
    if (!record) return null
    const { text, details } = notificationWords(notification, record, t)
    const about = { record: record.title, text, details, path: `${record.href}#thread` }
    const { email, language } = asker
    return composeLetter(notificationLetter, about, { to: email!, language, tenantId })
  })
}
