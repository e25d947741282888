import { icon } from '../icons.ts'
import { attributes, escape } from '../html.ts'
import { footCell } from './columns.ts'
import type { ListColumn } from './types.ts'

/** The head of a group in a list. */
export interface GroupHead {
  /** Tells the group from the others of the page. */
  id: string
  /** How many groups it stands in. */
  depth: number
  label: string
  /** Its number of records, in words. */
  count: string
  isOpen: boolean
  /** The list with this group opened, or closed where it is open. */
  href: string
  /** Sums under the columns by name, already formatted. */
  sums: Readonly<Record<string, string>>
}

/** The row that names a group, with its number and sums; its link opens and closes it. */
export function groupRow(head: GroupHead, columns: readonly ListColumn[], span: number): string {
  const { id, depth, label, count, isOpen, href, sums } = head
  const link = attributes({
    'id': id,
    'href': href,
    'class': 'fold',
    'x-target.push': 'list',
    'aria-expanded': String(isOpen),
  })
  return (
    `<tr class="group d${depth}"><th scope="rowgroup"${spanAttribute(span)} class="m-title">` +
    `<a${link}>${icon('chevron-right')}${escape(label)} <span class="n">${escape(count)}</span></a></th>` +
    `${sumCells(columns, sums)}</tr>`
  )
}

/** The row at the end of a group of which more can be shown. */
export function moreRow(
  { id, depth, label, href }: { id: string; depth: number; label: string; href: string },
  columns: readonly ListColumn[],
  span: number
): string {
  const link = attributes({ id, href, 'x-target.push': 'list' })
  return `<tr class="more d${depth}"><td${spanAttribute(span)} class="m-title"><a${link}>${escape(label)}</a></td>${sumCells(columns, {})}</tr>`
}

/** Cells under all columns but the first, of which the narrow card shows the first sum. */
export function sumCells(
  columns: readonly ListColumn[],
  sums: Readonly<Record<string, string>>
): string {
  const shown = columns.slice(1).find(({ name }) => sums[name])
  return columns
    .slice(1)
    .map((column) => footCell(column, sums[column.name], column === shown))
    .join('')
}

export function spanAttribute(span: number): string {
  return span > 1 ? ` colspan="${span}"` : ''
}
