import type { CalendarEvent, PeriodBar } from '../calendar/types.ts'
import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools } from '../search/types.ts'

/** A record as a bar. */
export interface TimelineBar extends CalendarEvent {
  /** Percent of the width of the line. */
  left: number
  width: number
  /** Lines from the top of the row. */
  lane: number
  /** "3 Nov – 18 Dec 2026" */
  dates: string
  /** The days on which it begins and ends; empty where that is outside of what is shown. */
  from: string
  to: string
}

/** Records that have something in common. */
export interface TimelineRow {
  label: string
  count: string
  lanes: number
  bars: TimelineBar[]
}

/** Everything that stands on a timeline below the breadcrumbs, as plain data. */
export interface TimelinePage extends ScreenHead, PeriodBar {
  search: SearchTools
  /** What the rows are: "Owner". */
  by: string
  rows: TimelineRow[]
  /** Days, weeks or months, each with its place in percent. */
  ticks: { label: string; left: number }[]
  /** Where it is now, in percent, or null. */
  now: number | null
  /** Days that are shown. */
  days: number
  empty: string | null
  more: string | null
  legend: { label: string; tone: string }[]
  /** Where a record that is dragged is sent; `:id` stands for it. Null where nothing can be. */
  datesAction: string | null
  canMove: boolean
  canResize: boolean
  csrf: string
}
