import type { HttpContext } from '@adonisjs/core/http'
import { textOf } from '../search/search_query.ts'

/** The screen from which an activity is planned or changed, if the address says so. */
export function backHref({ request }: HttpContext, screen: string): string | null {
  const given = textOf(request.qs().back)
  return given === screen || given.startsWith(`${screen}?`) ? given : null
}
