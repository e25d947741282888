import type { Asker } from '../environment/scope.ts'
import type { Registry } from '../modules/registry.ts'
import { markCurrent, renderMenu, type MenuItem } from '../views/menu_html.ts'

const rendered = new WeakMap<Registry, Map<string, string>>()

/** The left menu of the asker, rendered once for each set of groups and language. */
export function menuHtml(registry: Registry, asker: Asker, currentHref: string | null): string {
  let menus = rendered.get(registry)
  if (!menus) rendered.set(registry, (menus = new Map()))
  const key = `${asker.language} ${groupsKey(asker)}`
  let html = menus.get(key)
  if (html === undefined) menus.set(key, (html = renderMenu(menuItems(registry, asker), null)))
  return markCurrent(html, currentHref)
}

/** The menu tree that the asker may see; a module without entries for them is left out. */
export function menuItems(registry: Registry, asker: Asker): MenuItem[] {
  return registry.menu.flatMap(({ label, icon, entries }): MenuItem[] => {
    const children = entries
      .filter((entry) => registry.showsEntry(asker, entry))
      .map((entry) => ({ label: entry.label, href: entry.href }))
    return children.length > 0 ? [{ label, icon, children }] : []
  })
}

const keys = new WeakMap<ReadonlySet<string>, string>()

/** The groups of the asker as one text, by which what is made for them is remembered. */
export function groupsKey(asker: Pick<Asker, 'groups'>): string {
  let key = keys.get(asker.groups)
  if (key === undefined) keys.set(asker.groups, (key = [...asker.groups].sort().join(' ')))
  return key
}
