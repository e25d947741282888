import type { HttpContext } from '@adonisjs/core/http'
import { directionOf } from '../views/pseudo_locale.ts'
import { languageOf, textsAsked } from './language.ts'

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
  const lang = languageOf(ctx)
  return ctx.view.render(template, {
    ...state,
    t: textsAsked(ctx),
    lang,
    dir: directionOf(lang),
    csrf: ctx.request.csrfToken,
  })
}
