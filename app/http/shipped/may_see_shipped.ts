import type { HttpContext } from '@adonisjs/core/http'

/** Where a tenant sees what differs from what modules ship. A module's menu leads to it. */
export const SHIPPED_HREF = '/base/shipped'

/** Whether the asker may see and reset what differs from what modules ship. */
export function maySeeShipped({ asker, registry }: HttpContext): boolean {
  const entries = registry.menu.flatMap((section) => section.entries)
  const entry = entries.find(({ href }) => href === SHIPPED_HREF)
  return !!entry && registry.showsEntry(asker, entry)
}
