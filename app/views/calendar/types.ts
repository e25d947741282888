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

/** Everything that stands on a calendar below the breadcrumbs, as plain data. */
export interface CalendarPage extends ScreenHead {
  search: SearchTools
  /** "November 2026" */
  period: string
  /** Month, week, day, agenda. */
  spans: { label: string; href: string; current: boolean }[]
  previousHref: string
  nextHref: string
  todayHref: string
  span: 'month' | 'week' | 'day' | 'agenda'
  weekdays: { short: string; long: string }[]
  weeks: CalendarDay[][]
  /** Said where nothing is on the days that are shown. */
  empty: string | null
  /** Said where there is more than can be shown. */
  more: string | null
  legend: { label: string; tone: string }[]
  /** Where a record that is dragged to another day is sent; `:id` stands for it. Null for readers. */
  moveAction: string | null
  csrf: string
}
