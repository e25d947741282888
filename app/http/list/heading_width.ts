import type { ListColumn } from '../../views/list/types.ts'

/** So many letters of a heading stand above a column of each fixed width, the narrowest first. */
const ROOM = [
  ['xs', 6],
  ['s', 14],
  ['m', 18],
  ['l', 21],
] as const
/** What begins here, Chinese and Japanese among it, is about as wide as two letters. */
const WIDE = /[\u2e80-\uffef]/g

/** The width `least`, or the next above it in which a heading is not cut. */
export function widthBelow(heading: string, least: (typeof ROOM)[number][0]): ListColumn['width'] {
  const letters = heading.length + (heading.match(WIDE)?.length ?? 0)
  const widths = ROOM.slice(ROOM.findIndex(([width]) => width === least))
  return (widths.find(([, room]) => letters <= room) ?? widths.at(-1)!)[0]
}
