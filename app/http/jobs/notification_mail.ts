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
import { isTold, notificationWords } from '../notifications/notification_words.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'
import { notificationSummary } from './notification_summary.ts'

/** So many notifications fit into what a job is told. */
const MOST = 500

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

/**
 * Has notifications sent by e-mail, where there is a way to send any. What somebody is told of several
 * records at once goes into one letter.
 */
export function mailNotifications(told: readonly Told[]) {
  if (!canSendMail()) return
  const { tenantId } = Environment.current().asker
  for (const [userId, own] of Map.groupBy(told, (each) => each.userId)) {
    if (own.length === 1) {
      notificationMail.enqueue({ notificationId: own[0]!.id, tenantId, userId })
    } else {
      const ids = own.slice(0, MOST).map(({ id }) => id)
      notificationSummary.enqueue({ ids, isMore: own.length > MOST, tenantId, userId })
    }
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
    if (!record || !isTold(notification, record)) return null
    const { text, details } = notificationWords(notification, record, t)
    const about = { record: record.title, text, details, path: `${record.href}#thread` }
    const { email, language } = asker
    return composeLetter(notificationLetter, about, { to: email!, language, tenantId })
  })
}
