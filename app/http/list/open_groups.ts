import type { GroupKey } from '../../models/aggregate.ts'

/** The way to a group: the keys from the outermost level on, as the address writes them. */
export type GroupPath = readonly string[]

const NONE = '~'
const MOST_PAGES = 40

/**
 * The groups of a list that are open, as the address has them: `lead,customer/Aurora:2`. A number
 * says how many pages of a group are shown. All together have at most 40 pages.
 */
export class OpenGroups {
  #pages: ReadonlyMap<string, number>

  constructor(text: string) {
    const pages = new Map<string, number>()
    let left = MOST_PAGES
    for (const word of text.split(',').filter(Boolean)) {
      const [path = '', given] = word.split(':')
      const wanted = Math.max(Number.parseInt(given ?? '', 10) || 1, 1)
      const shown = Math.min(wanted, left)
      if (shown > 0) pages.set(path, shown)
      left -= shown
    }
    this.#pages = pages
  }

  /** How many pages of the group are shown; none while it is closed. */
  pagesOf(path: GroupPath): number {
    return this.#pages.get(path.join('/')) ?? 0
  }

  /** The ways to open groups that stand in open groups themselves. */
  get paths(): GroupPath[] {
    const paths = [...this.#pages.keys()].map((path) => path.split('/'))
    return paths.filter((path) =>
      path.every((_, level) => this.pagesOf(path.slice(0, level + 1)) > 0)
    )
  }

  /** The text for the address in which so many pages of the group are shown. */
  with(path: GroupPath, pages: number): string {
    return written(new Map(this.#pages).set(path.join('/'), pages))
  }

  /** The text in which the group and those inside it are closed. */
  without(path: GroupPath): string {
    const closed = path.join('/')
    const isOpen = (key: string) => key !== closed && !key.startsWith(`${closed}/`)
    return written(new Map([...this.#pages].filter(([key]) => isOpen(key))))
  }

  toString(): string {
    return written(this.#pages)
  }
}

/** A group's key as a part of a path. */
export function writeKey(value: GroupKey['value']): string {
  if (value === null) return NONE
  const text = String(value)
  return encodeURIComponent(text.startsWith(NONE) ? NONE + text : text)
}

/** The text of a key, null for that of records without a value. Throws URIError. */
export function readKey(word: string): string | null {
  if (word === NONE) return null
  const text = decodeURIComponent(word)
  return text.startsWith(NONE) ? text.slice(1) : text
}

function written(pages: ReadonlyMap<string, number>): string {
  return [...pages].map(([path, count]) => (count > 1 ? `${path}:${count}` : path)).join(',')
}
