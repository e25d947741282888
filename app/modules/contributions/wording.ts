import type { Translate } from '../../views/texts.ts'
import type { Term } from '../terms.ts'

/**
 * What something is called, so that it can be said in another language: a name that is the same in
 * all, a declared text of its module, a message with its values, or several of these in a row.
 */
export type Wording =
  | string
  | number
  | { term: string }
  | { key: string; values?: Readonly<Record<string, Wording>> }
  | readonly Wording[]

/** How it is said; `term` translates declared texts, `t` messages. */
export function worded(wording: Wording, term: Term, t: Translate): string {
  if (typeof wording === 'string' || typeof wording === 'number') return String(wording)
  if (isRow(wording)) return wording.map((each) => worded(each, term, t)).join('')
  if ('term' in wording) return term(wording.term)
  const values = Object.entries(wording.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? value : worded(value, term, t),
  ])
  return t(wording.key, Object.fromEntries(values) as Record<string, string | number>)
}

/** Several with commas between. */
export function listed(wordings: readonly Wording[]): Wording {
  return wordings.flatMap((each, place) => (place === 0 ? [each] : [', ', each]))
}

/** A declared text, and in brackets what it is about: `Won deals (deals)`. */
export function about(term: string, more: Wording): Wording {
  return [{ term }, ' (', more, ')']
}

function isRow(wording: Wording): wording is readonly Wording[] {
  return Array.isArray(wording)
}
