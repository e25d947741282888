import type { Chart } from '../graph/types.ts'
import type { PivotFigures } from '../pivot/types.ts'
import type { ToolLink } from '../search/types.ts'

/** What a tile shows. */
export type TileContent =
  | { as: 'figure'; value: string; href: string | null; delta: Delta | null }
  | { as: 'chart'; chart: Chart }
  | { as: 'table'; table: PivotFigures }
  | { as: 'note'; text: string }
  | { as: 'leaders'; head: string; measure: string; rows: LeaderRow[] }
  | {
      as: 'list'
      rows: { title: string; detail: string; href: string | null }[]
      href: string | null
    }

/** How a figure has changed: the arrow says where to, the tone whether that is good. */
export interface Delta {
  text: string
  isUp: boolean
  tone: 'ok' | 'bad' | 'muted'
  against: string
}

export interface LeaderRow {
  label: string
  text: string
  /** Part of the greatest figure, from 0 to 1. */
  share: number
  href: string | null
}

export interface ShownTile {
  name: string
  label: string
  size: 1 | 2 | 3
  /** Where it has a page of its own. */
  href?: string | null
  content: TileContent
}

/** Everything on the page of a dashboard below the breadcrumbs. */
export interface DashboardPage {
  title: string
  href: string
  ranges: readonly ToolLink[]
  range: string
  others: readonly ToolLink[]
  tiles: ShownTile[]
  /** Whose it is, where it is not the asker's own. */
  note: string | null
  /** Where one of one's own is begun. */
  createAction: string
  /** Name of a module's dashboard that is shown as it comes: changing it makes a copy. */
  copied: string | null
  /** What can be changed of it; null as long as nothing is. */
  edit: {
    action: string
    name: string
    shared: boolean
    /** Whether it was made from one that a module brings, which is there again when it is deleted. */
    isCopy: boolean
    offered: { name: string; label: string }[]
  } | null
  /** The way to change it, or back; null for somebody else's. */
  editHref: string | null
  csrf: string
}
