import type { HttpContext } from '@adonisjs/core/http'
import { mayOpenMenuPage } from '../menu_page.ts'

/** The address of the audit log. A module's menu leads to it and says who may open it. */
export const AUDIT_HREF = '/base/audit'

/** Whether the asker may see the audit log of the tenant. */
export function mayAudit(ctx: HttpContext): boolean {
  return mayOpenMenuPage(ctx, AUDIT_HREF)
}
