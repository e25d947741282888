import type { ListColumn } from '../../views/list/types.ts'
import type { ColumnWidths } from './view_preferences.ts'

/** Pixels between which a column can be made wider or narrower. */
export const NARROWEST = 48
export const WIDEST = 800

/** The pixels that a text names, within what is possible, or null where it names none. */
export function widthIn(given: unknown): number | null {
  const pixels = Math.round(Number(given === '' ? Number.NaN : given))
  return Number.isFinite(pixels) ? Math.min(Math.max(pixels, NARROWEST), WIDEST) : null
}

/**
 * Columns as wide as somebody has made them. One takes what the others leave of the table: the last,
 * where all have a width.
 */
export function withWidths(
  columns: readonly ListColumn[],
  widths: ColumnWidths
): readonly ListColumn[] {
  if (!columns.some(({ name }) => widths[name])) return columns
  const wide = columns.map((column) => ({ ...column, pixels: widths[column.name] ?? null }))
  const isFlexible = ({ width, pixels }: ListColumn) => width === 'rest' && !pixels
  if (!wide.some(isFlexible)) Object.assign(wide.at(-1)!, { width: 'rest', pixels: null })
  return wide
}
