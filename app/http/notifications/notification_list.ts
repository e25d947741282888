import type { HttpContext } from '@adonisjs/core/http'
import { latestNotifications, type Notification } from '../../models/notifications.ts'
import { avatarOf } from '../../views/people.ts'
import { renderNotificationsPage } from '../../views/thread/notifications.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'
import { isTold, notificationWords } from './notification_words.ts'

/** So many notifications stand on the page. */
const MOST = 100
/** So much of a message is shown. */
const EXCERPT = 200

/** What the asker has been told last, in two round trips; about records that they may read. */
export async function renderNotifications(ctx: HttpContext): Promise<Buffer> {
  const { asker, environment, page, registry } = ctx
  const { t, formats } = page
  const [rows] = await environment!.read([latestNotifications(asker.tenantId, asker.userId!, MOST)])
  const notifications = rows as unknown as Notification[]
  const titles = await recordTitles(registry, t, notifications)
  const items = notifications.flatMap((notification) => {
    const record = titles.get(titleKey(notification))
    if (!record || !isTold(notification, record)) return []
    const { who, text, details } = notificationWords(notification, record, t)
    return [
      {
        author: { name: who, ...avatarOf(who) },
        text,
        title: record.title,
        action: `/notifications/${notification.id}/reading`,
        excerpt: excerptOf(details),
        time: formats.datetime(notification.time),
        moment: notification.time.toISOString(),
        isRead: notification.isRead,
      },
    ]
  })
  const title = t('ui.notification.title')
  const hasUnread = notifications.some(({ isRead }) => !isRead)
  const body = renderNotificationsPage({ items, hasUnread, csrf: ctx.request.csrfToken }, t)
  return page.render({ title, crumbs: [{ label: title, href: null }] }, body)
}

function excerptOf(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text
}
