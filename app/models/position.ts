import { generateKeyBetween } from 'fractional-indexing'
import { v7 as uuidv7 } from 'uuid'

/**
 * The position of a record above one that is on top: what a new record would get from the database
 * now, or something above a record that came from a clock ahead of this one.
 */
export function positionAbove(top: string | null): string {
  const fresh = `a0${uuidv7().replaceAll('-', '')}1`
  return top !== null && top >= fresh ? between(top, null) : fresh
}

/** A position below one record and above another; null stands for the bottom. */
export function positionBelow(upper: string, lower: string | null): string {
  return between(lower, upper)
}

/** Positions that something else has written may be no keys; then the place is the nearest. */
function between(lower: string | null, upper: string | null): string {
  try {
    return generateKeyBetween(lower, upper)
  } catch {
    return lower ?? upper!
  }
}
