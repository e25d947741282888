import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from './errors.ts'

/**
 * Lets only those pass whom a module's menu shows the page at this address: the entry says who may
 * open it. For others there is nothing there.
 */
export function requireMenuPage({ asker, registry }: HttpContext, href: string) {
  const entries = registry.menu.flatMap((section) => section.entries)
  const entry = entries.find((each) => each.href === href)
  if (!entry || !registry.showsEntry(asker, entry)) throw new E_NOT_FOUND()
}
