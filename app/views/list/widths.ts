import type { ListColumn } from './types.ts'

/**
 * Pixels of the widths that the styles give to columns, and the least that is kept for one that
 * takes what is left. The column that leads has a share of the table.
 */
const PIXELS = { main: 0, xs: 72, s: 120, m: 156, l: 176, rest: 112 }
const MAIN = 0.18
const PICK = 40

/** So many pixels a table needs for columns that somebody has made wider; null where none was. */
export function tableWidth(columns: readonly ListColumn[], withPicks: boolean): number | null {
  if (!columns.some(({ pixels }) => pixels)) return null
  const widths = columns.map(({ pixels, width }) => pixels ?? PIXELS[width])
  const fixed = widths.reduce((sum, width) => sum + width, withPicks ? PICK : 0)
  const hasShare = columns.some(({ pixels, width }) => width === 'main' && !pixels)
  return Math.ceil(hasShare ? fixed / (1 - MAIN) : fixed)
}
