import { DateTime } from 'luxon'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import type { Input } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'

/** The fields that say when records are. */
export interface Dates {
  readonly start: string
  readonly end: string | null
}

/** Where a record was put: a day, `2026-11-18`, or what the clock shows, `2026-11-18T09:15`. */
export interface WantedDates {
  /** Where it is to begin. */
  to: string
  /** The day that was taken hold of, where it is not the first: so many days it goes on. */
  from: string
  /** Where it is to end; then the beginning stays. */
  end: string
  /** Whether the clock goes through the hour for the second time, as on a day of 25 hours. */
  again: boolean
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/**
 * What to write into a record that was put elsewhere on a calendar. The end goes with the start: by
 * as many days, or so that the record takes as long as before. Throws E_INVALID_INPUT.
 */
export function movedDates(record: Model, dates: Dates, wanted: WantedDates, zone: string): Input {
  return wanted.end ? newEnd(record, dates, wanted, zone) : newStart(record, dates, wanted, zone)
}

function newEnd(record: Model, { start, end }: Dates, wanted: WantedDates, zone: string): Input {
  const name = end!
  const isMoment = kindOf(record, name) === 'datetime'
  const first = valueOf(record, start, zone)
  const last = valueOf(record, name, zone) ?? first
  const at =
    isMoment && CLOCK.test(wanted.end)
      ? clockAt(wanted.end, wanted.again, zone)
      : onDay(last, { to: wanted.end, from: '' }, zone)
  if (!at) throw invalid(name)
  if (first && (isMoment ? at <= first : at < first.startOf('day'))) {
    throw new E_INVALID_INPUT({ [name]: { key: 'ui.calendar.endsFirst' } })
  }
  return { [name]: written(record, name, at) }
}

function newStart(record: Model, { start, end }: Dates, wanted: WantedDates, zone: string): Input {
  const first = valueOf(record, start, zone)
  const last = end && valueOf(record, end, zone)
  const at = CLOCK.test(wanted.to) && kindOf(record, start) === 'datetime'
  const begin = at ? clockAt(wanted.to, wanted.again, zone) : onDay(first, wanted, zone)
  if (!begin) throw invalid(start)
  const changes = { [start]: written(record, start, begin) }
  if (!end || !last || !first) return changes
  const days = dayNumber(begin) - dayNumber(first)
  const isLength = at && kindOf(record, end) === 'datetime'
  const until = isLength ? last.plus(begin.diff(first)) : last.plus({ days })
  return { ...changes, [end]: written(record, end, until) }
}

/** The start or the end on another day, at the time of day that it has. */
function onDay(
  first: DateTime | null,
  { to, from }: Pick<WantedDates, 'to' | 'from'>,
  zone: string
): DateTime | null {
  const day = DAY.test(to) ? dayOf(to, zone) : null
  if (!day || !first) return day
  const held = (from && dayOf(from, zone)) || first
  return first.plus({ days: dayNumber(day) - dayNumber(held) })
}

function dayOf(text: string, zone: string): DateTime | null {
  const day = DAY.test(text.slice(0, 10)) ? DateTime.fromISO(text.slice(0, 10), { zone }) : null
  return day?.isValid ? day : null
}

/** The moment at which the clock shows something; of two such moments the second where told. */
function clockAt(text: string, again: boolean, zone: string): DateTime | null {
  const shown = CLOCK.test(text) ? DateTime.fromISO(text, { zone }) : null
  if (!shown?.isValid) return null
  const possible = shown.getPossibleOffsets()
  return possible[again ? possible.length - 1 : 0]!
}

/** Days since some day, however long each of them is. */
function dayNumber(moment: DateTime): number {
  return Math.round(Date.UTC(moment.year, moment.month - 1, moment.day) / 86_400_000)
}

function valueOf(record: Model, name: string, zone: string): DateTime | null {
  const value = record.fieldValue(name)
  if (!DateTime.isDateTime(value)) return value ? dayOf(String(value), zone) : null
  return kindOf(record, name) === 'date'
    ? DateTime.fromISO(value.toISODate()!, { zone })
    : value.setZone(zone)
}

function written(record: Model, name: string, moment: DateTime): string | null {
  return kindOf(record, name) === 'date' ? moment.toISODate() : moment.toUTC().toISO()
}

function kindOf(record: Model, name: string): string {
  return (record.constructor as typeof Model).allFields[name]!.kind
}

function invalid(name: string): E_INVALID_INPUT {
  return new E_INVALID_INPUT({ [name]: { key: 'ui.error.date' } })
}
