import type { HttpContext } from '@adonisjs/core/http'
import { renderNotifications } from '../notifications/notification_list.ts'

/** What the asker has been told. */
export default class NotificationsController {
  index(ctx: HttpContext) {
    return renderNotifications(ctx)
  }
}
