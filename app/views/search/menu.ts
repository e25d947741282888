import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import { rememberFor } from '../remembered.ts'
import type { ToolLink } from './types.ts'

/** A button that opens a menu, below it or where other classes have it; nothing where the menu is empty. */
export function toolMenu(drawing: string, label: string, items: string, at = 'pop'): string {
  if (items === '') return ''
  return `<details class="drop" name="list"><summary class="btn">${drawing}${label}</summary><div class="${at}">${items}</div></details>`
}

/** The links of a menu under their headings. */
export const toolLinks = rememberFor((links: readonly ToolLink[]) => {
  let html = ''
  let group: string | undefined
  for (const link of links) {
    if (link.group !== group) {
      html += `${html === '' ? '' : '<hr>'}${link.group ? `<p class="cap">${escape(link.group)}</p>` : ''}`
      group = link.group
    }
    html += `<a class="item" href="${escape(link.href)}" x-target.push="list"${link.active ? ' aria-current="true"' : ''}>${escape(link.label)}${link.active ? icon('check', { class: 'check' }) : ''}</a>`
  }
  return html
})
