/** Something that lasts from one place on a line to another. */
export interface Stretch {
  from: number
  to: number
}

/** A stretch with its place beside those that it overlaps. */
export interface Placed<T extends Stretch> {
  item: T
  lane: number
  /** How many lanes those take together that overlap, one after the other. */
  lanes: number
}

/** Puts stretches that overlap side by side, each into the first lane that is free. */
export function lanesOf<T extends Stretch>(items: readonly T[]): Placed<T>[] {
  const placed: Placed<T>[] = []
  let together: Placed<T>[] = []
  let ends: number[] = []
  const close = () => {
    for (const each of together) each.lanes = ends.length
    placed.push(...together)
    together = []
    ends = []
  }
  for (const item of items.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    if (ends.every((end) => end <= item.from)) close()
    const free = ends.findIndex((end) => end <= item.from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = item.to
    together.push({ item, lane, lanes: 1 })
  }
  close()
  return placed
}
