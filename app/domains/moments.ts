import { DateTime, type DurationLikeObject } from 'luxon'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/
const DISTANCE = /^([+-]\d{1,4})([dwm])$|^([+-]\d{1,3})(y)$/
const PERIODS = { today: 'day', this_week: 'week', this_month: 'month' } as const
const UNITS = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const
const FIRST_YEAR = 2
const LAST_YEAR = 9998

/** How far a word such as `-30d` lies from today. */
export interface Distance {
  readonly amount: number
  readonly unit: (typeof UNITS)[keyof typeof UNITS]
}

/** `-30d` → 30 days back; nothing for other texts. */
export function distanceOf(text: string): Distance | null {
  const match = DISTANCE.exec(text)
  if (!match) return null
  const unit = (match[2] ?? match[4]) as keyof typeof UNITS
  return { amount: Number(match[1] ?? match[3]), unit: UNITS[unit] }
}

/** Whether a value means a day or a moment that exists: a word, an ISO text or a DateTime. */
export function isWhen(value: unknown): value is string | DateTime {
  if (DateTime.isDateTime(value)) return isReal(value)
  if (typeof value !== 'string') return false
  if (value === 'now' || Object.hasOwn(PERIODS, value) || distanceOf(value)) return true
  return (DAY.test(value) || MOMENT.test(value)) && isReal(DateTime.fromISO(value))
}

function isReal(moment: DateTime): boolean {
  return moment.isValid && moment.year >= FIRST_YEAR && moment.year <= LAST_YEAR
}

/** Whether the text is a day without a time: `2026-01-31`. */
export function isDay(text: string): boolean {
  return DAY.test(text)
}

/** From `start` up to, but not including, `end`. A moment starts and ends at the same time. */
export interface Span {
  readonly start: DateTime
  readonly end: DateTime
}

/** The clock and the zone in which words such as `today` are understood. */
export interface Clock {
  readonly now: DateTime
  readonly timeZone: string
}

/** What a checked value means at this time, in this zone. */
export function spanOf(value: string | DateTime, clock: Clock): Span {
  if (DateTime.isDateTime(value)) return { start: value, end: value }
  const now = clock.now.setZone(clock.timeZone)
  if (value === 'now') return { start: now, end: now }
  if (Object.hasOwn(PERIODS, value)) return period(now, PERIODS[value as keyof typeof PERIODS])
  const distance = distanceOf(value)
  if (distance) {
    const step: DurationLikeObject = { [distance.unit]: distance.amount }
    return period(now.plus(step), 'day')
  }
  const moment = DateTime.fromISO(value, { zone: clock.timeZone })
  return isDay(value) ? period(moment, 'day') : { start: moment, end: moment }
}

/** The same in whole days: a moment becomes the day that it falls on. */
export function daysOf(value: string | DateTime, clock: Clock): Span {
  const span = spanOf(value, clock)
  return isMomentary(span) ? period(span.start, 'day') : span
}

export function isMomentary(span: Span): boolean {
  return +span.start === +span.end
}

function period(moment: DateTime, unit: 'day' | 'week' | 'month'): Span {
  const start = moment.startOf(unit)
  return { start, end: start.plus({ [unit]: 1 }).startOf(unit) }
}
