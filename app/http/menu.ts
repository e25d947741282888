import i18nManager from '@adonisjs/i18n/services/main'
import type { Asker } from '../environment/scope.ts'
import type { Registry } from '../modules/registry.ts'
import { reportSources } from './reports/report_sources.ts'
import { REPORTS } from './reports/report_place.ts'
import { textsOf } from './texts.ts'
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

/**
 * The menu tree that the asker may see; a module without entries for them is left out. Reports stand
 * between what one works with and what is only set up.
 */
export function menuItems(registry: Registry, asker: Asker): MenuItem[] {
  const shown = registry.menu.flatMap(({ label, icon, entries, home }) => {
    const children = entries
      .filter((entry) => registry.showsEntry(asker, entry))
      .map((entry) => ({ label: entry.label, href: entry.href }))
    return children.length > 0 ? [{ home, item: { label, icon, children } }] : []
  })
  const items = (isWork: boolean): MenuItem[] =>
    shown.filter(({ home }) => home === isWork).map(({ item }) => item)
  return [...items(true), ...reportsItem(registry, asker), ...items(false)]
}

/** The pages that the menu of the asker leads to: their addresses with what they are called. */
export function menuPages(registry: Registry, asker: Asker): [href: string, label: string][] {
  const pagesOf = ({ label, href, children }: MenuItem, path: string): [string, string][] => {
    const name = path ? `${path} / ${label}` : label
    const below = (children ?? []).flatMap((child) => pagesOf(child, name))
    return href ? [[href, name], ...below] : below
  }
  return menuItems(registry, asker).flatMap((item) => pagesOf(item, ''))
}

function reportsItem(registry: Registry, asker: Asker): MenuItem[] {
  if (reportSources(registry, asker).length === 0) return []
  const label = textsOf(i18nManager, asker.language)('ui.report.title')
  return [{ label, icon: 'chart-no-axes-combined', href: REPORTS }]
}

const keys = new WeakMap<ReadonlySet<string>, string>()

/** The groups of the asker as one text, by which what is made for them is remembered. */
export function groupsKey(asker: Pick<Asker, 'groups'>): string {
  let key = keys.get(asker.groups)
  if (key === undefined) keys.set(asker.groups, (key = [...asker.groups].sort().join(' ')))
  return key
}
