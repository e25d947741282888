import type { HttpContext } from '@adonisjs/core/http'
import { ADMINISTRATOR } from '../../identity/new_tenant.ts'

/** Where administrators ask why somebody may do something. */
export const ACCESS_HREF = '/base/access'

/** Where administrators make rights and rules of the tenant. A module's menu leads to it. */
export const RIGHTS_HREF = '/base/rights'

/** Whether the asker administers who may do what in the tenant. */
export function mayAdminister({ asker }: Pick<HttpContext, 'asker'>): boolean {
  return asker.groups.has(ADMINISTRATOR)
}
