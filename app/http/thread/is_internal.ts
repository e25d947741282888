import type { HttpContext } from '@adonisjs/core/http'
import { INTERNAL } from '../../access/groups.ts'

/** Whether the asker works here; people from outside see no notes and no changes. */
export function isInternal({ asker }: HttpContext): boolean {
  return asker.groups.has(INTERNAL)
}
