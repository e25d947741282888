import { DateTime } from 'luxon'
import type { CalendarDay, CalendarEvent, HourDay, HourGrid } from '../../views/calendar/types.ts'
import { lanesOf, type Stretch } from '../lanes.ts'
import { momentOf } from './calendar_data.ts'
import { HourAxis, type Hour } from './hour_axis.ts'
import type { Dates } from './moved_dates.ts'

type Row = Record<string, unknown>

/** The hour that is in view when the page opens. */
const FIRST_HOUR = 8
/** Hours that something without an end is drawn with, and the least that anything is. */
const USUAL = 1
const LEAST = 0.5
const DAY = 24 * 60 * 60 * 1000

/** What the hours of some days are made of. */
export interface HourParts {
  days: readonly CalendarDay[]
  /** The starts of the days, in the reader's time zone. */
  starts: readonly DateTime[]
  rows: readonly Row[]
  dates: Dates
  zone: string
  eventOf: (row: Row) => CalendarEvent
  /** Where a record is made, beginning and ending at what the clock shows. */
  slotHref: ((from: string, to: string) => string) | null
  again: (time: string) => string
}

/** A record with the moments at which it begins and ends. */
interface Timed {
  row: Row
  first: DateTime
  last: DateTime
}

interface Block extends Stretch {
  timed: Timed
}

/** Days side by side with their hours: what takes a whole day stands above them. */
export function hourGrid(parts: HourParts): HourGrid {
  const axis = new HourAxis(parts.starts)
  const timed = parts.rows
    .map((row) => timedOf(row, parts))
    .filter(({ first, last }) => +last - +first < DAY)
  const isTimed = new Set(timed.map(({ row }) => String(row.id)))
  const hours = axis.hours.map(({ hour, again }) => {
    const time = clock({ hour, again })
    return { time, again, label: again ? parts.again(time) : time }
  })
  return {
    hours,
    first: axis.rowOf(FIRST_HOUR),
    days: parts.days.map((day, index) => ({
      ...hourDay(day, parts.starts[index]!, axis, timed, parts),
      events: day.events.filter(({ id }) => !isTimed.has(id)),
    })),
  }
}

function timedOf(row: Row, { dates: { start, end }, zone }: HourParts): Timed {
  const first = momentOf(row[start], zone)!
  const last = (end && momentOf(row[end], zone)) || first.plus({ hours: USUAL })
  return { row, first, last: last < first ? first : last }
}

function hourDay(
  day: CalendarDay,
  start: DateTime,
  axis: HourAxis,
  timed: readonly Timed[],
  parts: HourParts
): HourDay {
  const next = start.plus({ days: 1 }).startOf('day')
  const gaps = axis.gapsOf(start)
  const now = DateTime.now().setZone(parts.zone)
  const here = timed.filter(
    ({ first, last }) => first < next && (last > start || +first === +start)
  )
  const blocks = here.map((each): Block => {
    const from = each.first < start ? 0 : axis.at(each.first)
    const to = each.last >= next ? axis.hours.length : axis.at(each.last)
    return { timed: each, from, to: Math.max(to, from + LEAST) }
  })
  return {
    ...day,
    gaps,
    now: now >= start && now < next ? axis.at(now) : null,
    slots: axis.hours.map((hour, row) =>
      parts.slotHref && !hour.again && !gaps.includes(row)
        ? parts.slotHref(`${day.date}T${clock(hour)}`, endOf(start, hour))
        : null
    ),
    blocks: lanesOf(blocks).map(({ item: { timed: each, from, to }, lane, lanes }) => ({
      ...parts.eventOf(each.row),
      time: `${each.first.toFormat('HH:mm')} – ${each.last.toFormat('HH:mm')}`,
      top: from,
      height: to - from,
      left: (lane / lanes) * 100,
      width: 100 / lanes,
      starts: each.first >= start,
      ends: each.last <= next,
    })),
  }
}

function clock({ hour }: Hour): string {
  return `${String(hour).padStart(2, '0')}:00`
}

function endOf(start: DateTime, { hour }: Hour): string {
  const day = hour === 23 ? start.plus({ days: 1 }) : start
  return `${day.toISODate()}T${clock({ hour: (hour + 1) % 24, again: false })}`
}
