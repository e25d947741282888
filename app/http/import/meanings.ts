import type { Field } from '../../domains/fields.ts'
import { isRelation } from '../../domains/operators.ts'

/**
 * What is done where a cell holds a word that nothing answers to: its row fails, the field stays
 * empty, a record of that name is made, or the word means a value: `=customer`, `=<id>`, `=1`.
 */
export type Meaning = 'refuse' | 'empty' | 'create' | `=${string}`

/** What the words of a field mean that nothing answers to. */
export interface FieldMeanings {
  /** Of words for which nothing is said. */
  others: Exclude<Meaning, `=${string}`>
  /** By the keys of the words. */
  words: Readonly<Record<string, Meaning>>
}

/** The same by the names of the fields, as the mapping has them. */
export type Meanings = Readonly<Record<string, FieldMeanings>>

const LONGEST = 200

export const unsaid: FieldMeanings = { others: 'refuse', words: {} }

/** The text by which a word is known: capital and small letters mean the same. */
export function wordKey(word: string): string {
  return shortened(word).toLowerCase()
}

/** A word as it is shown, and kept. */
export function shortened(word: string): string {
  return word.slice(0, LONGEST).toWellFormed()
}

/** What a word means; nothing is made where several records have its name. */
export function meaningOf(
  { words, others }: FieldMeanings,
  word: string,
  isSeveral: boolean
): Meaning {
  const key = wordKey(word)
  const meaning = Object.hasOwn(words, key) ? words[key]! : others
  return meaning === 'create' && isSeveral ? 'refuse' : meaning
}

/** Whether the words of a field may be given a meaning. */
export function takesMeanings({ kind }: Field): boolean {
  return kind === 'selection' || kind === 'boolean' || isRelation(kind)
}

/** Whether a field may stay empty where a word says nothing. */
export function mayStayEmpty({ kind, options }: Field): boolean {
  return !options.required || options.default !== undefined || kind === 'boolean'
}
