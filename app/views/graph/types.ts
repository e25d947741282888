import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools, ToolLink } from '../search/types.ts'
import type { ChartType } from './declaration.ts'

/** One figure of a chart; `href` leads to its records. */
export interface ChartCell {
  value: number | null
  text: string
  href: string | null
}

/** A group along the axis, with a cell for each series. */
export interface ChartPoint {
  label: string
  /** The same where room is short. */
  short: string
  cells: ChartCell[]
  /** All series together. */
  total: ChartCell
}

/** What a chart shows, ready to be drawn. */
export interface Chart {
  type: ChartType
  /** Series on top of each other instead of side by side. */
  stacked: boolean
  /** Whether groups follow each other in time. */
  isTime: boolean
  /** What is measured, by what. */
  title: string
  /** What the axis is, and what the series are. */
  axis: string
  /** The result in a sentence, for those who cannot see the drawing. */
  summary: string
  /** Labels of the series; one without a label stands alone. */
  series: string[]
  points: ChartPoint[]
  /** Figures of a scale, short. */
  tick: (value: number) => string
}

/** A button of a switch. */
export interface SwitchLink {
  label: string
  icon: string
  href: string
  current: boolean
}

/** Everything on the page of a graph below the breadcrumbs. */
export interface GraphPage {
  head: ScreenHead
  search: SearchTools
  types: SwitchLink[]
  measures: readonly ToolLink[]
  options: readonly ToolLink[]
  chart: Chart
  /** What is not shown of what was found; empty for nothing. */
  notes: string[]
  /** Said while nothing matches. */
  noMatch: { title: string; text: string; clearHref: string }
}
