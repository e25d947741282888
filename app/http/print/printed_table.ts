import { isFigure } from '../form/lines/draw_cell.ts'
import type { Field } from '../../domains/fields.ts'

/** A column of a printed table. */
export interface PrintedColumn {
  label: string
  /** Whether it holds figures, which stand at its end. */
  figure: boolean
  /** Its share of the width. */
  weight: number
}

/** Signs that a column should have room for. */
const LEAST = 4
const MOST = 28
/** The space between two columns. */
const GAP = 5
/** So much of what exceeds the most is heeded. */
const BEYOND = 0.25
/** So many signs stand beside each other on a page that is not turned. */
const PAGE = 115
/** Rows that are looked at to tell how wide a column is. */
const SAMPLE = 500

/** Columns as wide as what stands in them, by the first rows. */
export function printedColumns(
  fields: readonly { label: string; field: Field }[],
  rows: readonly (readonly string[])[]
): PrintedColumn[] {
  const sample = rows.slice(0, SAMPLE)
  return fields.map(({ label, field }, index) => {
    const lengths = sample.map((row) => widthOf(row[index]!)).sort((a, b) => a - b)
    const usual = lengths[Math.floor(lengths.length * 0.95)] ?? 0
    const asked = Math.max(usual, widthOf(label) + 1, LEAST)
    const room = Math.min(asked > MOST ? MOST + (asked - MOST) * BEYOND : asked, MOST * 2)
    return { label, figure: isFigure(field), weight: room + GAP }
  })
}

/** Whether a table with these columns needs the page turned. */
export function isWide(columns: readonly PrintedColumn[]): boolean {
  return columns.reduce((sum, { weight }) => sum + weight, 0) > PAGE
}

/** The width of a text in signs; those of East Asia are twice as wide. */
function widthOf(text: string): number {
  const line = text.length > 200 ? text.slice(0, 200) : text
  const wide = line.match(/[\u1100-\u115F\u2E80-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFF60]/g)
  return line.length + (wide?.length ?? 0)
}
