import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools, ToolLink } from '../search/types.ts'

/** A figure of a pivot; `href` leads to its records. */
export interface PivotCell {
  value: number | null
  text: string
  href: string | null
}

export interface PivotRow {
  label: string
  /** 0 for the total, 1 for the outermost level. */
  depth: number
  /** Whether further rows lie inside. */
  isGroup: boolean
  /** Opens or closes what lies inside; null where nothing does. */
  toggle: { href: string; isOpen: boolean } | null
  cells: PivotCell[]
}

/** Heads that stand side by side; a head can stand over several columns. */
export type PivotHeads = { label: string; span: number }[]

/** The table of a pivot. */
export interface PivotFigures {
  title: string
  /** What the rows are. */
  corner: string
  heads: PivotHeads[]
  rows: PivotRow[]
}

/** Everything on the page of a pivot below the breadcrumbs. */
export interface PivotPage extends PivotFigures {
  head: ScreenHead
  search: SearchTools
  rowMenu: readonly ToolLink[]
  columnMenu: readonly ToolLink[]
  measures: readonly ToolLink[]
  flipHref: string
  /** Where the same is had as a workbook, for those who may export. */
  file: { action: string; csrf: string } | null
  /** Said in the place of the table; null where there is one. */
  instead: { title: string; text: string; link: { label: string; href: string } } | null
}
