import type { View } from './declarations.ts'

/** An entry of the left menu. */
export interface MenuItem {
  readonly label: string
  /** Views that the entry opens; together they are one screen at `/<module>/<key>`. */
  readonly views: readonly View<never>[]
  /** An address of the module's own, for entries that open a page instead of views. */
  readonly href?: string
  /** Access groups that see the entry; for views, reading the model is needed anyway. */
  readonly groups: readonly string[]
}

/** The menu of a module. */
export interface Menu {
  readonly label: string
  readonly icon: string
  readonly items: Readonly<Record<string, MenuItem>>
  /** Its place among the menus of all modules, the lowest first; 10 unless said otherwise. */
  readonly sequence?: number
  /** Whether its screens have tiles on the home page; true unless said otherwise. */
  readonly home?: boolean
}

/** Declares a module's menu. */
export function menu(label: string, options: Omit<Menu, 'label'>): Menu {
  return { label, ...options }
}

/** A menu entry that opens a model's views. The first argument is what people read. */
export function open(label: string, ...views: readonly View<never>[]): MenuItem {
  return { label, views, groups: [] }
}

/** A menu entry that opens a page of the module. */
export function page(
  label: string,
  href: string,
  options: { groups?: readonly { name: string }[] } = {}
): MenuItem {
  return { label, views: [], href, groups: (options.groups ?? []).map((group) => group.name) }
}

/** Entries that one module adds to the menu of another; their addresses are its own. */
export interface MenuExtension {
  readonly kind: 'menu-extension'
  /** The module whose menu they stand in. */
  readonly module: string
  readonly items: Readonly<Record<string, MenuItem>>
}

/**
 * Adds entries to the menu of another module. Export the result from a file in
 * `extends/<module>/`. An entry that opens views is at `/<own module>/<key>`.
 */
export function extendMenu(
  module: string,
  items: Readonly<Record<string, MenuItem>>
): MenuExtension {
  return { kind: 'menu-extension', module, items }
}
