import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import type { ListColumn } from './types.ts'

/** Opening tag of a column's cells. The same for every row, so build it once. */
export function openCell(column: ListColumn): string {
  const classes = [
    alignment(column),
    column.priority === 'main' ? 'main' : lowPriority(column),
    column.mobile && `m-${column.mobile}`,
    column.soft && 'soft',
  ]
  return `<td${classAttribute(classes)}>`
}

/** Head of a column: a link where it sorts, else its label. */
export function headCell(column: ListColumn): string {
  const width = column.width === 'rest' ? null : `w-${column.width}`
  const classes = classAttribute([alignment(column), lowPriority(column), width])
  const more = attributes({
    'aria-sort': column.rank ? null : column.sorted,
    'data-column': column.name,
    'width': column.pixels,
  })
  return `<th scope="col"${classes}${more}>${sortLink(column)}</th>`
}

/** Foot of a column: its sum or nothing. A narrow card has room for one of them. */
export function footCell(column: ListColumn, total: string | undefined, onCard: boolean): string {
  const classes = classAttribute([alignment(column), lowPriority(column), onCard && 'm-state'])
  return `<td${classes}>${escape(total)}</td>`
}

function sortLink({ name, label, sortHref, sorted, rank, thenHref }: ListColumn) {
  if (!sortHref) return escape(label)
  const arrow = icon(sorted === 'descending' ? 'arrow-down' : 'arrow-up')
  const link = attributes({
    'class': `sort${sorted ? ' is-sorted' : ''}`,
    'id': `sort-${name}`,
    'href': sortHref,
    'x-target.push': 'list',
    'data-then': thenHref,
  })
  return `<a${link}>${escape(label)}${arrow}${rank ? `<sub>${rank}</sub>` : ''}</a>`
}

function alignment({ align }: ListColumn) {
  return align === 'right' ? 'r' : align === 'center' ? 'c' : null
}

function lowPriority({ priority }: ListColumn) {
  return priority === 'lo' || priority === 'lo2' ? priority : null
}

function classAttribute(classes: (string | null | undefined | false)[]) {
  return attributes({ class: classes.filter(Boolean).join(' ') || null })
}
