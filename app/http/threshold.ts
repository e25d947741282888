import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { textsOf } from './texts.ts'

/**
 * Renders a page for somebody who is not logged in. Its address may hold a secret, so no other
 * site is told where they came from, and no cache keeps it.
 */
export function renderThreshold(
  ctx: HttpContext,
  template: string,
  state: Record<string, unknown>
): Promise<string> {
  ctx.response.header('referrer-policy', 'no-referrer')
  ctx.response.header('cache-control', 'no-store')
  const t = textsOf(i18nManager, 'en')
  return ctx.view.render(template, { ...state, t, csrf: ctx.request.csrfToken })
}
