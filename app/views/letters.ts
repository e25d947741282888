import type { Translate } from './texts.ts'

/** What is written, from what the letter is about. Where it is empty, the part is left out. */
type Say<About> = (about: About, t: Translate) => string

/** A part of a letter: a paragraph, a button, or what is said in small print. */
export interface LetterPart<About> {
  readonly as: 'paragraph' | 'action' | 'note'
  readonly say: Say<About>
  /** Where the button leads, relative to the application's address. */
  readonly path: ((about: About) => string) | null
}

/** Says to the compiler that the parts of a view are those of a letter about something. */
export interface OfLetter<About> {
  readonly '~part': LetterPart<About>
}

/** The subject of a letter, and its parts in their order, each with its name. */
export interface LetterTree<About> {
  readonly subject: Say<About>
  readonly parts: readonly (LetterPart<About> & { readonly name: string })[]
}

/** A letter that can be extended. `A` are the names of its parts, which are anchors. */
export interface LetterAnchors<About, A extends string> {
  readonly 'tree': LetterTree<About>
  readonly '~model'?: (row: OfLetter<About>) => void
  readonly '~anchors'?: A
}

/** A letter that is sent by e-mail, as it is declared. */
export interface LetterView<About, A extends string = string> extends LetterAnchors<About, A> {
  readonly kind: 'letter'
}

/**
 * Declares a letter about something: `letter<{ name: string }>()(subject, parts)`. It takes two calls
 * because the compiler finds the names of the parts by itself and what it is about is told.
 */
export function letter<About>() {
  return <const T extends string>(
    subject: Say<About>,
    parts: { readonly [K in T]: LetterPart<About> }
  ): LetterView<About, T> => {
    const named = Object.entries<LetterPart<About>>(parts).map(([name, part]) => ({
      ...part,
      name,
    }))
    return { kind: 'letter', tree: { subject, parts: named } }
  }
}

/** A part of a letter: some sentences. */
export function paragraph<About>(say: Say<About>): LetterPart<About> {
  return { as: 'paragraph', say, path: null }
}

/** A part of a letter: a button that leads somewhere. */
export function action<About>(say: Say<About>, path: (about: About) => string): LetterPart<About> {
  return { as: 'action', say, path }
}

/** A part of a letter: what to know beside it, in small print. */
export function note<About>(say: Say<About>): LetterPart<About> {
  return { as: 'note', say, path: null }
}
