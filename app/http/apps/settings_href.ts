import type { HttpContext } from '@adonisjs/core/http'
import { mayOpenMenuPage } from '../menu_page.ts'

/** Where the settings of a module are, if it has any that the asker finds in the menu. */
export function settingsHref(ctx: HttpContext, module: string): string | null {
  const { modules } = ctx.registry
  const href = modules.find(({ name }) => name === module)?.manifest.settings
  return href && mayOpenMenuPage(ctx, href) ? href : null
}
