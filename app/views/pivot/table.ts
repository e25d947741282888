import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import type { Translate } from '../texts.ts'
import type { PivotCell, PivotFigures, PivotRow } from './types.ts'

/** The figures of a pivot as a table; `t` gives texts that are ready to stand in HTML. */
export function pivotTable({ title, heads, corner, rows }: PivotFigures, t: Translate): string {
  const name = escape(title)
  const lines = heads.map((cells, index) => {
    const first =
      index === 0 ? `<th scope="col" rowspan="${heads.length}">${escape(corner)}</th>` : ''
    const others = cells.map(({ label, span }) => {
      const over = span > 1 ? ` colspan="${span}"` : ''
      return `<th scope="${span > 1 ? 'colgroup' : 'col'}" class="r"${over}>${escape(label)}</th>`
    })
    return `<tr>${first}${others.join('')}</tr>`
  })
  return (
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title })}">` +
    `<table class="table table--stick table--tight pivot"><caption class="sr">${name}</caption><thead>${lines.join('')}</thead>` +
    `<tbody>${rows.map((row) => line(row, t)).join('')}</tbody></table></div>`
  )
}

function line(row: PivotRow, t: Translate): string {
  const { label, depth, isGroup, toggle, cells } = row
  const name = `<span class="nowrap">${escape(label)}</span>`
  const head = toggle
    ? `<a class="fold" href="${escape(toggle.href)}" x-target.push="list" aria-expanded="${toggle.isOpen}">${icon('chevron-right')}${name}</a>`
    : name
  const classes = [(depth === 0 || isGroup) && 'group', depth > 1 && `d${depth - 1}`].filter(
    Boolean
  )
  return `<tr${attributes({ class: classes.join(' ') || null })}><th scope="row">${head}</th>${cells.map((each) => cell(each)).join('')}</tr>`

  function cell({ value, text, href }: PivotCell): string {
    if (value === null) {
      return `<td class="r"><span class="muted" aria-hidden="true">–</span><span class="sr">${t('ui.pivot.nothing')}</span></td>`
    }
    const shown = escape(text)
    return `<td class="r">${href ? `<a class="bare" href="${escape(href)}">${shown}</a>` : shown}</td>`
  }
}
