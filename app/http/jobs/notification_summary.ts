import i18nManager from '@adonisjs/i18n/services/main'
import { canSendMail } from '../../egress/mail.ts'
import { sendLetter, type Letter } from '../../egress/letter.ts'
import { Environment } from '../../environment/environment.ts'
import { wantsMail } from '../../identity/notification_mail.ts'
import { defineJob } from '../../jobs/define.ts'
import { unreadOf, type Notification } from '../../models/notifications.ts'
import { houseOf } from '../../modules/job_environment.ts'
import type { Translate } from '../../views/texts.ts'
import { composeLetter } from '../letters/compose_letter.ts'
import { notificationSummaryLetter } from '../letters/notification_summary_letter.ts'
import { isTold } from '../notifications/notification_words.ts'
import { textsOf } from '../texts.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'

/** So many records are named. */
const NAMED = 10

interface Payload {
  ids: string[]
  /** Whether there were more than could be named here. */
  isMore: boolean
  tenantId: string
  userId: string
}

/**
 * Sends somebody one letter about what they were told of many records at once, as far as they wish it
 * and may read the records now.
 */
export const notificationSummary = defineJob<Payload & Record<string, string | string[] | boolean>>(
  {
    name: 'thread.notification_summary',
    async call(payload) {
      const letter = canSendMail() ? await letterOf(payload) : null
      if (letter) await sendLetter(letter)
    },
    async run() {},
  }
)

async function letterOf({ ids, isMore, tenantId, userId }: Payload): Promise<Letter | null> {
  const { asker, registry } = await houseOf({ tenantId, userId, locationIds: null })
  return Environment.run(asker, async () => {
    const unread = await unreadOf(ids)
    const kinds = [...new Set(unread.map(({ kind }) => kind))]
    const wished = await Promise.all(kinds.map((kind) => wantsMail(userId, kind)))
    const wanted = unread.filter(({ kind }) => wished[kinds.indexOf(kind)])
    const t = textsOf(i18nManager, asker.language)
    const titles = await recordTitles(registry, t, wanted)
    const told = wanted.filter((notification) => {
      const record = titles.get(titleKey(notification))
      return record && isTold(notification, record)
    })
    if (told.length === 0) return null
    const names = told.slice(0, NAMED).map((each) => titles.get(titleKey(each))!.title)
    const isCut = isMore || told.length > NAMED
    const about = {
      texts: textsAbout(told, isMore, t),
      records: names.join(', ') + (isCut ? ', …' : ''),
    }
    const { email, language } = asker
    return composeLetter(notificationSummaryLetter, about, { to: email!, language, tenantId })
  })
}

/** A sentence for each kind of news: "Mia Berg makes you the owner of 12 records". */
function textsAbout(told: readonly Notification[], isMore: boolean, t: Translate): string[] {
  const who = told[0]!.actorName ?? t('ui.audit.formerUser')
  return [...Map.groupBy(told, ({ kind }) => kind)].map(([kind, own]) =>
    t(`ui.notification.summary.${kind === 'assigned' ? kind : 'change'}`, {
      who,
      count: own.length,
      more: String(isMore),
    })
  )
}
