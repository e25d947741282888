import type { DateTime } from 'luxon'

/** An hour of the clock; `again` where the clock goes through it a second time. */
export interface Hour {
  hour: number
  again: boolean
}

/**
 * The hours of some days, one below the other. On a day on which clocks are put back an hour comes
 * twice, and where they are put forward one is missing: days that stand side by side share rows by
 * what the clock says, so each of them has the hours that it really has.
 */
export class HourAxis {
  readonly hours: readonly Hour[]
  #byDay: ReadonlyMap<string, ReadonlySet<string>>
  #rows: ReadonlyMap<string, number>

  constructor(days: readonly DateTime[]) {
    const byDay = new Map(days.map((day) => [day.toISODate()!, hoursOf(day)]))
    const all = new Map([...byDay.values()].flatMap((hours) => [...hours]))
    this.hours = [...all.values()].sort(
      (one, other) => one.hour - other.hour || Number(one.again) - Number(other.again)
    )
    this.#byDay = new Map([...byDay].map(([day, hours]) => [day, new Set(hours.keys())]))
    this.#rows = new Map(this.hours.map((hour, row) => [keyOf(hour), row]))
  }

  /** Rows from the top at which a moment lies. */
  at(moment: DateTime): number {
    const row = this.#rows.get(keyOf({ hour: moment.hour, again: isAgain(moment) }))
    return row! + moment.minute / 60
  }

  /** The row of an hour that every day may have. */
  rowOf(hour: number): number {
    return this.#rows.get(keyOf({ hour, again: false })) ?? hour
  }

  /** The rows of hours that a day does not have. */
  gapsOf(day: DateTime): number[] {
    const own = this.#byDay.get(day.toISODate()!)!
    return this.hours.flatMap((hour, row) => (own.has(keyOf(hour)) ? [] : [row]))
  }
}

const keyOf = ({ hour, again }: Hour) => `${hour}${again ? '+' : ''}`

function hoursOf(day: DateTime): Map<string, Hour> {
  const minutes = (day.plus({ days: 1 }).startOf('day').toMillis() - day.toMillis()) / 60_000
  const isRegular = minutes === 24 * 60
  const steps = isRegular ? 24 : minutes / 30
  const hours = Array.from({ length: steps }, (_, step): Hour => {
    if (isRegular) return { hour: step, again: false }
    const at = day.plus({ minutes: step * 30 })
    return { hour: at.hour, again: isAgain(at) }
  })
  return new Map(hours.map((hour) => [keyOf(hour), hour]))
}

function isAgain(moment: DateTime): boolean {
  const possible = moment.getPossibleOffsets()
  return possible.length > 1 && possible[1]!.toMillis() === moment.toMillis()
}
