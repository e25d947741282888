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
  return registry.modules.flatMap((module): MenuItem[] => {
    if (!module.menu) return []
    const children = Object.entries(module.menu.items).flatMap(([key, item]): MenuItem[] => {
      const action = registry.actions.get(`/${module.name}/${key}`)
      const isAllowed = action
        ? registry.shows(asker, action)
        : item.groups.some((name) => asker.groups.has(name))
      const href = action?.href ?? item.href
      return isAllowed && href ? [{ label: item.label, href }] : []
    })
    if (children.length === 0) return []
    return [{ label: module.menu.label, icon: module.menu.icon, children }]
  })
}

const keys = new WeakMap<ReadonlySet<string>, string>()

function groupsKey(asker: Asker): string {
  let key = keys.get(asker.groups)
  if (key === undefined) keys.set(asker.groups, (key = [...asker.groups].sort().join(' ')))
  return key
}
