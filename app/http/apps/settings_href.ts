import type { HttpContext } from '@adonisjs/core/http'

/** Where the settings of a module are, if it has any that the asker finds in the menu. */
export function settingsHref({ asker, registry }: HttpContext, module: string): string | null {
  const href = registry.modules.find(({ name }) => name === module)?.manifest.settings
  const entries = registry.menu.flatMap((section) => section.entries)
  const entry = entries.find((each) => each.href === href)
  return entry && registry.showsEntry(asker, entry) ? entry.href : null
}
