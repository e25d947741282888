/** A record with the number that it is ordered by. */
export interface Placed {
  id: string
  sequence: number
}

/**
 * The numbers that have to change so that a record comes to stand at another place, where `rows`
 * stand in their order. The records in between take the numbers of each other; where several have
 * the same number, those that follow are counted up until all are told apart.
 */
export function resequence(rows: readonly Placed[], from: number, to: number): Placed[] {
  const moved = [...rows]
  moved.splice(to, 0, ...moved.splice(from, 1))
  const changed: Placed[] = []
  let last = -Infinity
  for (const [place, { id, sequence }] of moved.entries()) {
    const isBefore = place < Math.min(from, to)
    const isAfter = place > Math.max(from, to)
    if (isAfter && sequence > last) break
    const next = isBefore ? sequence : Math.max(rows[place]!.sequence, last + 1)
    if (next !== sequence) changed.push({ id, sequence: next })
    last = next
  }
  return changed
}
