import type { FieldTexts } from './field_texts.ts'

/** What a three-way merge of a form comes to. */
export interface Merge {
  /** What has to be written. */
  changes: FieldTexts
  /** Fields changed on both sides to different values, about which somebody must decide. */
  conflicts: string[]
  /** Fields changed on one side only, or decided. */
  merged: { name: string; by: 'mine' | 'theirs' }[]
}

/** What a merge looks at: what the form was opened with, what was posted, what is saved now. */
export interface Sides {
  base: FieldTexts
  posted: FieldTexts
  current: FieldTexts
  resolve: (name: string) => 'mine' | 'theirs' | null
}

/**
 * Merges what was posted with what is saved now, seen from what the form was opened with. A
 * field counts as changed where it differs from the base; the same change on both sides is none.
 */
export function merge({ base, posted, current, resolve }: Sides): Merge {
  const result: Merge = { changes: {}, conflicts: [], merged: [] }
  for (const name of Object.keys(current)) {
    const before = base[name] ?? current[name]!
    const mine = posted[name] ?? before
    const theirs = current[name]!
    const iChanged = mine !== before && mine !== theirs
    const theyChanged = theirs !== before
    const decision = iChanged && theyChanged ? resolve(name) : iChanged ? 'mine' : 'theirs'
    if (decision === null) result.conflicts.push(name)
    else if (decision === 'mine') result.changes[name] = mine
    if (decision !== null && (iChanged || theyChanged)) result.merged.push({ name, by: decision })
  }
  return result
}
