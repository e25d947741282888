import type { FieldTexts } from '../field_texts.ts'
import { merge, type Merge, type Sides } from '../merge.ts'
import { REMOVED, type Line } from './line_texts.ts'

/** What becomes of the stored lines that were posted. */
export interface LinesMerge extends Merge {
  removed: Line[]
  /** Lines that somebody else has removed meanwhile, and that are to be there all the same. */
  restored: Line[]
}

/**
 * Merges a form with its lines: cells as fields are merged. A line that one side has removed and the
 * other has changed is a conflict by itself; one that nobody else has touched is not.
 */
export function mergeWithLines(sides: Sides, lines: readonly Line[]): LinesMerge {
  const { base, posted, current, resolve } = sides
  const result: LinesMerge = { changes: {}, conflicts: [], merged: [], removed: [], restored: [] }
  const taken = new Set<string>()
  for (const line of lines) {
    const { key } = line
    const isRemoved = posted[key] === REMOVED
    const isGone = current[key] === undefined
    if (!isRemoved && !isGone) continue
    for (const cell of cellsUnder(key, posted, current)) taken.add(cell)
    if (isRemoved && isGone) continue
    const other = isRemoved ? current : posted
    const isTouched = cellsUnder(key, other).some(
      (cell) => base[cell] !== undefined && other[cell] !== base[cell]
    )
    const decision = isTouched ? resolve(key) : isRemoved ? 'mine' : 'theirs'
    if (decision === null) result.conflicts.push(key)
    else result.merged.push({ name: key, by: decision })
    if (decision === 'mine') result[isRemoved ? 'removed' : 'restored'].push(line)
  }
  const left = Object.fromEntries(Object.entries(current).filter(([name]) => !taken.has(name)))
  const fields = merge({ base, posted, current: left, resolve })
  return {
    ...result,
    changes: fields.changes,
    conflicts: [...fields.conflicts, ...result.conflicts],
    merged: [...fields.merged, ...result.merged],
  }
}

function cellsUnder(key: string, ...sides: FieldTexts[]): string[] {
  const names = sides.flatMap((texts) => Object.keys(texts))
  return [...new Set(names)].filter((name) => name === key || name.startsWith(`${key}.`))
}
