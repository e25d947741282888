import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from './errors.ts'

type Asking = Pick<HttpContext, 'asker' | 'registry'>

/** Whether a module's menu shows the asker the page at this address: the entry says who may open it. */
export function mayOpenMenuPage({ asker, registry }: Asking, href: string): boolean {
  const entries = registry.menu.flatMap((section) => section.entries)
  const entry = entries.find((each) => each.href === href)
  return entry !== undefined && registry.showsEntry(asker, entry)
}

/** Lets only those pass who may open the page. For others there is nothing there. */
export function requireMenuPage(ctx: Asking, href: string) {
  if (!mayOpenMenuPage(ctx, href)) throw new E_NOT_FOUND()
}
