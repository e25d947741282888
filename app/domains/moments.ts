import { DateTime, type DurationLikeObject } from 'luxon'
import { weekOf } from './weeks.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?$/
const DISTANCE = /^([+-]\d{1,4})([dwm])$|^([+-]\d{1,3})(y)$/
const SPANS = ['week', 'month', 'quarter', 'year'] as const
const UNITS = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const
const FIRST_YEAR = 2
const LAST_YEAR = 9998

type Unit = 'day' | (typeof SPANS)[number]

/** A stretch of whole days around today, which a word stands for. */
interface Period {
  readonly unit: Unit
  /** How many units after the current one it begins. */
  readonly from: number
  /** How many units it lasts. */
  readonly length: number
}

const current = (unit: Unit, from = 0, length = 1): Period => ({ unit, from, length })

/** The words for days and longer stretches of time: `today`, `last_month`, `this_quarter`. */
export const PERIODS: Readonly<Record<string, Period>> = {
  today: current('day'),
  yesterday: current('day', -1),
  tomorrow: current('day', 1),
  last_7_days: current('day', -6, 7),
  last_30_days: current('day', -29, 30),
  ...Object.fromEntries(
    SPANS.flatMap((unit) => [
      [`this_${unit}`, current(unit)],
      [`last_${unit}`, current(unit, -1)],
      [`next_${unit}`, current(unit, 1)],
    ])
  ),
}

/** Whether the text is a word for more than one day. */
export function isPeriod(text: unknown): text is string {
  if (typeof text !== 'string' || !Object.hasOwn(PERIODS, text)) return false
  const { unit, length } = PERIODS[text]!
  return unit !== 'day' || length > 1
}

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
  /** The day with which weeks begin, counted from 1 for Monday, which it is where nothing is said. */
  readonly firstWeekday?: number
}

/** What a checked value means at this time, in this zone. */
export function spanOf(value: string | DateTime, clock: Clock): Span {
  if (DateTime.isDateTime(value)) return { start: value, end: value }
  const now = clock.now.setZone(clock.timeZone)
  if (value === 'now') return { start: now, end: now }
  if (Object.hasOwn(PERIODS, value)) return around(now, PERIODS[value]!, clock)
  const distance = distanceOf(value)
  if (distance) {
    const step: DurationLikeObject = { [distance.unit]: distance.amount }
    return around(now.plus(step), PERIODS.today!, clock)
  }
  const moment = DateTime.fromISO(value, { zone: clock.timeZone })
  return isDay(value) ? around(moment, PERIODS.today!, clock) : { start: moment, end: moment }
}

/** The same in whole days: a moment becomes the day that it falls on. */
export function daysOf(value: string | DateTime, clock: Clock): Span {
  const span = spanOf(value, clock)
  return isMomentary(span) ? around(span.start, PERIODS.today!, clock) : span
}

export function isMomentary(span: Span): boolean {
  return +span.start === +span.end
}

function around(moment: DateTime, { unit, from, length }: Period, { firstWeekday }: Clock): Span {
  const startOf = (at: DateTime) =>
    unit === 'week' ? weekOf(at.startOf('day'), firstWeekday) : at.startOf(unit)
  const start = startOf(startOf(moment).plus({ [unit]: from }))
  return { start, end: startOf(start.plus({ [unit]: length })) }
}
