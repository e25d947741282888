import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools, ToolLink } from '../search/types.ts'

/** What is left, or gone, of a cohort so many spans later. */
export interface CohortCell {
  /** From 0 to 100, of the whole cohort. */
  percent: number
  /** "83.3 %" */
  text: string
  /** The figure behind it, with its unit. */
  figure: string
  /** The list of these records; null for what all cohorts have in common. */
  href: string | null
}

/** Records that begin in the same span of time. */
export interface CohortRow {
  label: string
  total: string
  href: string | null
  /** Null for spans that have not come yet. */
  cells: (CohortCell | null)[]
}

/** Everything on the page of a cohort view below the breadcrumbs. */
export interface CohortPage {
  head: ScreenHead
  search: SearchTools
  /** "Deals by Created: how many are closed so many months later" */
  title: string
  /** What the rows are: "Created (month)". */
  axis: string
  /** What is counted: "Number of deals". */
  measure: string
  modes: { label: string; href: string; current: boolean }[]
  units: ToolLink[]
  measures: ToolLink[]
  /** "0", "+1", "+2" */
  spans: string[]
  rows: CohortRow[]
  /** All cohorts together; null where there is one alone. */
  all: CohortRow | null
  notes: string[]
  noMatch: { title: string; text: string; clearHref: string }
}
