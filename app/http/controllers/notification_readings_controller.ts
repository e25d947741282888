import type { HttpContext } from '@adonisjs/core/http'
import { findNotification, markRead } from '../../models/notifications.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { recordTitles, titleKey } from '../thread/record_titles.ts'

/** That the asker has read what they were told. */
export default class NotificationReadingsController {
  /** Reads one, and leads to the record that it is about. */
  async store(ctx: HttpContext) {
    const notification = await findNotification(String(ctx.params.id))
    if (!notification) throw new E_NOT_FOUND()
    await markRead(notification.id)
    const titles = await recordTitles(ctx.registry, ctx.page.t, [notification])
    const record = titles.get(titleKey(notification))
    return ctx.response.redirect().toPath(record ? `${record.href}#thread` : '/notifications')
  }

  /** Reads all. */
  async update(ctx: HttpContext) {
    await markRead(null)
    return ctx.response.redirect().toPath('/notifications')
  }
}
