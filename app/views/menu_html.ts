import { icon } from './icons.ts'
import { escape } from './html.ts'

export interface MenuItem {
  label: string
  /** Name of a Lucide icon; shown on the first level. */
  icon?: string
  href?: string
  children?: MenuItem[]
}

const opening = '<details>'
const closing = '</details>'

/**
 * The left menu as nested lists; items with children fold. `currentHref` marks the item with that
 * address and unfolds what it lies in. To render once and mark for each request, pass null and give
 * the result to `markCurrent`.
 */
export function renderMenu(items: MenuItem[], currentHref: string | null): string {
  return markCurrent(renderItems(items), currentHref)
}

/** Marks the item with this address in a rendered menu. Without such an item nothing changes. */
export function markCurrent(menuHtml: string, href: string | null): string {
  if (href === null) return menuHtml

  const link = `<a href="${escape(href)}">`
  const at = menuHtml.indexOf(link)
  if (at === -1) return menuHtml

  const marked = `${link.slice(0, -1)} aria-current="page">`
  return unfoldAround(menuHtml.slice(0, at)) + marked + menuHtml.slice(at + link.length)
}

function renderItems(items: MenuItem[]): string {
  return `<ul>${items.map(renderItem).join('')}</ul>`
}

function renderItem(item: MenuItem): string {
  const label = (item.icon ? icon(item.icon) : '') + escape(item.label)
  if (item.children?.length) {
    return `<li>${opening}<summary>${label}${icon('chevron-right')}</summary>${renderItems(item.children)}${closing}</li>`
  }
  return `<li><a href="${escape(item.href ?? '')}">${label}</a></li>`
}

/** Opens every `<details>` that is still unclosed at the end of this piece. */
function unfoldAround(before: string): string {
  let closed = 0
  let end = before.length
  let html = before
  for (;;) {
    const opens = html.lastIndexOf(opening, end - 1)
    if (opens === -1) return html
    const closes = html.lastIndexOf(closing, end - 1)
    if (closes > opens) {
      closed++
      end = closes
      continue
    }
    if (closed > 0) closed--
    else html = `${html.slice(0, opens)}<details open>${html.slice(opens + opening.length)}`
    end = opens
    if (end === 0) return html
  }
}
