import type { CrossGroup, Group, GroupKey } from '../../models/aggregate.ts'

/** A header: the keys that lead to it, from the outermost level. */
export interface PivotHeader {
  keys: readonly GroupKey[]
  /** Names it in an address and among others. */
  path: string
}

/** In which order rows stand that lie side by side, and how many of the outermost are kept. */
export interface Ranking {
  /** What they are ordered by; null for the order in which they come. */
  size: ((group: Group) => number | null) | null
  descending: boolean
  most: number
}

/** The figures of a pivot: headers down and across, and a group for each crossing. */
export class PivotTable {
  /** Every row, those of a level before those inside it; the first is the total. */
  readonly rows: readonly PivotHeader[]
  /** The innermost columns; the total comes last and is alone where there are no others. */
  readonly columns: readonly PivotHeader[]
  /** How many of the outermost rows there are beside those that are kept. */
  readonly left: number
  #cells = new Map<string, CrossGroup>()

  constructor(
    groups: readonly CrossGroup[],
    { rows, columns }: { rows: number; columns: number },
    ranking: Ranking | null = null
  ) {
    const across: PivotHeader[] = []
    const down: PivotHeader[] = []
    for (const group of groups) {
      const row = headerOf(group.keys.slice(0, rows))
      const column = headerOf(group.keys.slice(rows))
      this.#cells.set(`${row.path} ${column.path}`, group)
      if (column.keys.length === 0) down.push(row)
      if (row.keys.length === 0 && column.keys.length === columns) across.push(column)
    }
    const total = headerOf([])
    const ranked = ranking?.size
      ? this.#ranked(down, total, ranking.size, ranking.descending)
      : down
    const outermost = ranked.filter(({ keys }) => keys.length === 1)
    const beyond = new Set(outermost.slice(ranking?.most ?? Infinity))
    this.left = beyond.size
    this.rows = nested(
      ranked.filter((row) => !beyond.has(row)),
      rows
    )
    this.columns = columns === 0 ? [total] : [...across, total]
  }

  /** The rows by their totals; those without a figure last. */
  #ranked(
    rows: readonly PivotHeader[],
    total: PivotHeader,
    size: NonNullable<Ranking['size']>,
    descending: boolean
  ): PivotHeader[] {
    const sizes = new Map(rows.map((row) => [row, size(this.at(row, total)!)]))
    return rows.toSorted((one, other) => {
      const [first, second] = [sizes.get(one)!, sizes.get(other)!]
      if (first === null || second === null) return Number(first === null) - Number(second === null)
      return descending ? second - first : first - second
    })
  }

  /** The group at a crossing, or null where there are no records. */
  at(row: PivotHeader, column: PivotHeader): Group | null {
    const found = this.#cells.get(`${row.path} ${column.path}`)
    return found ? { ...found, keys: [...row.keys, ...column.keys] } : null
  }
}

/** Whether a row lies below a closed one. */
export function isInside({ keys }: PivotHeader, folded: ReadonlySet<string>): boolean {
  return keys.slice(0, -1).some((_, depth) => folded.has(pathOf(keys.slice(0, depth + 1))))
}

function headerOf(given: readonly (GroupKey | null)[]): PivotHeader {
  const keys = given.filter((key) => key !== null)
  return { keys, path: pathOf(keys) }
}

/** A path without what an address gives a meaning of its own. */
function pathOf(keys: readonly GroupKey[]): string {
  return keys
    .map(({ value }) => (value === null ? '~' : encodeURIComponent(String(value))))
    .join('/')
}

/** Each header before those inside it, in the order in which each level came. */
function nested(headers: readonly PivotHeader[], levels: number): PivotHeader[] {
  const inside = new Map<string, PivotHeader[]>()
  const roots = headers.filter(({ keys }) => keys.length === 0)
  for (const header of headers) {
    if (header.keys.length === 0) continue
    const above = pathOf(header.keys.slice(0, -1))
    inside.set(above, [...(inside.get(above) ?? []), header])
  }
  const walk = (header: PivotHeader): PivotHeader[] => [
    header,
    ...(header.keys.length < levels ? (inside.get(header.path) ?? []) : []).flatMap(walk),
  ]
  return roots.flatMap(walk)
}
