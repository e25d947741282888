import type { HttpContext } from '@adonisjs/core/http'

/** The address of the audit log. A module's menu leads to it and says who may open it. */
export const AUDIT_HREF = '/base/audit'

/** Whether the asker may see the audit log of the tenant. */
export function mayAudit({ asker, registry }: HttpContext): boolean {
  const entries = registry.menu.flatMap((section) => section.entries)
  const entry = entries.find(({ href }) => href === AUDIT_HREF)
  return !!entry && registry.showsEntry(asker, entry)
}
