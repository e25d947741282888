import { icon } from '../icons.ts'
import { escape } from '../html.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import type { LinesTable } from './types.ts'

/** Records that belong to this one, as a table of links. */
export function renderLines(lines: LinesTable, translate: Translate): string {
  const t = escapedTexts(translate)
  return (
    (lines.rows.length === 0 ? `<p class="soft">${escape(lines.empty)}</p>` : table(lines, t)) +
    links(lines)
  )
}

function table({ label, columns, rows }: LinesTable, t: Translate) {
  const head = columns.map(
    (column) => `<th scope="col"${alignment(column.align)}>${escape(column.label)}</th>`
  )
  const body = rows.map(({ href, cells }) => {
    const tags = cells.map((cell, index) => {
      const open = `<td${alignment(columns[index].align, index === 0 ? 'main' : '')}>`
      return `${open}${index === 0 && href ? `<a href="${escape(href)}">${cell}</a>` : cell}</td>`
    })
    return `<tr>${tags.join('')}</tr>`
  })
  return (
    `<div class="tablebox" tabindex="0" role="region" aria-label="${t('ui.list.table', { title: label })}"><table class="table table--hover table--stick">` +
    `<caption class="sr">${escape(label)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  )
}

function alignment(align: 'left' | 'right' | 'center', other = '') {
  const classes = [align === 'right' ? 'r' : align === 'center' ? 'c' : '', other]
    .filter(Boolean)
    .join(' ')
  return classes && ` class="${classes}"`
}

function links({ newHref, newLabel, more }: LinesTable) {
  const add = newHref
    ? `<a class="btn btn--plain btn--sm" href="${escape(newHref)}">${icon('plus')}${escape(newLabel)}</a>`
    : ''
  const all = more
    ? `<a class="btn btn--plain btn--sm" href="${escape(more.href)}">${escape(more.label)}</a>`
    : ''
  return add || all ? `<p class="row">${add}${all}</p>` : ''
}
