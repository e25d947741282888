import type { HttpContext } from '@adonisjs/core/http'

/** The tenant in which is asked: that of a session, or that of an API key. */
export function tenantOf({ identity, apiKey }: HttpContext) {
  return identity?.tenant ?? apiKey.tenant
}
