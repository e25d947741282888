import type { ScreenHead } from '../screens/types.ts'
import type { SearchTools } from '../search/types.ts'

/** A record on one day. */
export interface CalendarEvent {
  id: string
  title: string
  href: string
  /** "09:30", or null for one that takes the day. */
  time: string | null
  /** A class of its colour. */
  tone: string
  /** What the colour means, for those who do not see it. */
  colorWords: string
}

export interface CalendarDay {
  /** `2026-11-25` */
  date: string
  /** "Wednesday, 25 November 2026" */
  name: string
  /** What stands in the cell: "25". */
  label: string
  /** The day alone. */
  href: string
  /** Where a record of this day is made, or null. */
  newHref: string | null
  isToday: boolean
  /** Whether it belongs to another month than the one that is shown. */
  isOutside: boolean
  events: CalendarEvent[]
}

/** A record that is drawn at its hours. */
export interface HourBlock extends CalendarEvent {
  /** Rows from the top, and how many it takes. */
  top: number
  height: number
  /** Percent of the width of its day, for what overlaps stands side by side. */
  left: number
  width: number
  /** Whether it begins, and ends, on this day. */
  starts: boolean
  ends: boolean
}

/** A day with its hours; `events` are those that take the whole day. */
export interface HourDay extends CalendarDay {
  blocks: HourBlock[]
  /** Rows of hours that the day does not have, as clocks are put forward or back. */
  gaps: number[]
  /** Rows from the top at which it is now, or null on other days. */
  now: number | null
  /** Where a record of each hour is made; null where none can be. */
  slots: (string | null)[]
}

/** Days side by side with their hours below each other. */
export interface HourGrid {
  /** `time` is what the clock shows, `09:00`; `again` for the second time. */
  hours: { time: string; again: boolean; label: string }[]
  /** The row that is in view when the page opens. */
  first: number
  days: HourDay[]
}

/** What stretch of time is shown, and the way to others. */
export interface PeriodBar {
  /** "November 2026" */
  period: string
  /** Month, week, day. */
  spans: { label: string; href: string; current: boolean }[]
  previousHref: string
  nextHref: string
  todayHref: string
}

/** Everything that stands on a calendar below the breadcrumbs, as plain data. */
export interface CalendarPage extends ScreenHead, PeriodBar {
  search: SearchTools
  span: 'month' | 'week' | 'day' | 'agenda'
  weekdays: { short: string; long: string }[]
  weeks: CalendarDay[][]
  /** The days by the hour, for records with a time of day in a week or on a day. */
  hours: HourGrid | null
  /** Said where nothing is on the days that are shown. */
  empty: string | null
  /** Said where there is more than can be shown. */
  more: string | null
  legend: { label: string; tone: string }[]
  /** Where a record that is dragged to another day is sent; `:id` stands for it. Null for readers. */
  moveAction: string | null
  /** Whether records can be made longer and shorter. */
  canResize: boolean
  /** Where a record is made, with the names of its start and end; null where none can be. */
  slots: { href: string; start: string; end: string | null } | null
  csrf: string
}
