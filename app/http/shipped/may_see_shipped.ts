import type { HttpContext } from '@adonisjs/core/http'
import { mayOpenMenuPage } from '../menu_page.ts'

/** Where a tenant sees what differs from what modules ship. A module's menu leads to it. */
export const SHIPPED_HREF = '/base/shipped'

/** Whether the asker may see and reset what differs from what modules ship. */
export function maySeeShipped(ctx: HttpContext): boolean {
  return mayOpenMenuPage(ctx, SHIPPED_HREF)
}
