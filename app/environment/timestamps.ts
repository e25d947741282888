import pg from 'pg'

/** Number of the type `timestamptz`. */
export const TIMESTAMPTZ = 1184
const DOT = 46
const SPACE = 32
const ZERO = 48

const parseAny = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date

/**
 * Reads PostgreSQL's usual text of a moment, such as `2026-11-21 09:05:00.25+00`, three times as
 * fast as the parser of pg, which expects anything; anything else is left to that.
 */
export function parseMoment(text: string): Date {
  const { length } = text
  const hasFraction = text.charCodeAt(19) === DOT
  const isUsual =
    (hasFraction ? length >= 24 : length === 22) &&
    text.charCodeAt(0) !== ZERO &&
    text.charCodeAt(10) === SPACE &&
    text.startsWith('+00', length - 3)
  if (!isUsual) return parseAny(text)
  const fraction = hasFraction
    ? text
        .slice(20, length - 3)
        .padEnd(3, '0')
        .slice(0, 3)
    : '0'
  return new Date(
    Date.UTC(
      number(text, 0) * 100 + number(text, 2),
      number(text, 5) - 1,
      number(text, 8),
      number(text, 11),
      number(text, 14),
      number(text, 17),
      Number(fraction)
    )
  )
}

/** The two digits at an index. */
function number(text: string, index: number): number {
  return (text.charCodeAt(index) - ZERO) * 10 + text.charCodeAt(index + 1) - ZERO
}
