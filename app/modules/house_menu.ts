import type { MenuExtension } from '../views/menus.ts'
import type { Action } from './actions.ts'
import type { LoadedModule } from './loader.ts'

/** An entry of the left menu: a screen, or a page of its module. */
export interface MenuEntry {
  label: string
  href: string
  action: Action | null
  groups: readonly string[]
}

/** The part of the left menu that belongs to one module, entries of other modules included. */
export interface MenuSection {
  module: string
  label: string
  icon: string
  entries: readonly MenuEntry[]
  /** Whether its screens have tiles on the home page. */
  home: boolean
}

/** Entries that one module adds to the menu of another. */
export interface AddedEntries {
  by: string
  extension: MenuExtension
}

/** The left menu of everybody, before it is pruned to what somebody may see. */
export function menuSections(
  modules: readonly LoadedModule[],
  added: readonly AddedEntries[],
  actions: ReadonlyMap<string, Action>
): MenuSection[] {
  const entriesOf = (module: string, items: MenuExtension['items']): MenuEntry[] =>
    Object.entries(items).flatMap(([key, { label, href, groups }]) => {
      const action = actions.get(`/${module}/${key}`) ?? null
      const address = action?.href ?? href
      return address ? [{ label, href: address, action, groups }] : []
    })
  const inOrder = modules.toSorted((one, other) => sequenceOf(one) - sequenceOf(other))
  return inOrder.flatMap(({ name, menu }): MenuSection[] => {
    if (!menu) return []
    const others = added.filter(({ extension }) => extension.module === name)
    const entries = [
      ...entriesOf(name, menu.items),
      ...others.flatMap(({ by, extension }) => entriesOf(by, extension.items)),
    ]
    return [{ module: name, label: menu.label, icon: menu.icon, entries, home: menu.home ?? true }]
  })
}

function sequenceOf({ menu }: LoadedModule): number {
  return menu?.sequence ?? 10
}
