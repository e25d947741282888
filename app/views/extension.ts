import type { FieldName, FieldOptions } from '../domains/fields.ts'
import type { Domain, TextBehind } from '../domains/types.ts'
import type { OfTiles, TileAnchors } from './dashboards/declaration.ts'
import type { LetterAnchors, OfLetter } from './letters.ts'
import type { Column, Part, SearchTree, View } from './declarations.ts'

type Position = 'after' | 'before' | 'inside' | 'replace' | 'remove' | 'attributes'

/** What a view may say about a field differently from its declaration. */
export type Attributes = Pick<FieldOptions, 'label' | 'help' | 'required' | 'readonly'>

/** One change of a view at an anchor. `A` is the anchor, `B` what the change brings. */
export interface Change<M, A extends string, B extends string> {
  readonly 'position': Position
  readonly 'anchor': string
  readonly 'items': readonly AnyItem[]
  readonly 'attributes'?: Partial<Attributes>
  readonly '~model'?: (row: M) => void
  readonly '~needs'?: A
  readonly '~brings'?: B
}

/** What can be put somewhere: a field by its name, a part, a column, or anything that has a name. */
export type AnyItem = string | Part<never> | Column<never> | { readonly name: string }

/** What can be extended: a tree with anchors. */
export interface Extendable {
  readonly tree: object
}

/** What one module does to a view of another. */
export interface ViewExtension {
  readonly kind: 'view-extension'
  /** The view as its own module declared it. */
  readonly view: Extendable
  readonly changes: readonly Change<never, string, string>[]
  readonly search: Partial<SearchTree> | null
}

/** A view with what an extension brings, so that a third module can extend that as well. */
export type Extended<M, A extends string> = View<M, A> & ViewExtension

type Item<M, N extends string, B extends string> = N | Part<M, B> | Column<M, B>

/** Parts by their names: tabs of a form, or what else a view is made of. */
type Named<M, B extends string, T extends string> = {
  readonly [K in T]: M extends { readonly '~part': infer P } ? P : Part<NoInfer<M>, B>
}

function change<M, A extends string, B extends string>(
  position: Position,
  anchor: string,
  items: object
): Change<M, A, B> {
  const listed = Array.isArray(items)
    ? (items as AnyItem[])
    : Object.entries(items as Record<string, object>).map(([name, part]) => ({ ...part, name }))
  return { position, anchor, items: listed }
}

/**
 * Puts fields or parts somewhere: at an anchor, which is a field, a tab, a column, a tile. Parts
 * that are anchors themselves, such as tabs and tiles, are given by their names.
 */
type Place = <
  M,
  A extends string,
  const N extends FieldName<M> = never,
  const B extends string = never,
  const T extends string = never,
>(
  anchor: NoInfer<A>,
  items: readonly Item<M, N, B>[] | Named<M, B, T>
) => Change<M, A, N | B | T>

/** Puts fields or parts behind an anchor: a field, a tab, a column, a tile. */
export const after: Place = (anchor, items) => change('after', anchor, items)

/** Puts fields or parts before an anchor. */
export const before: Place = (anchor, items) => change('before', anchor, items)

/** Puts fields or parts in the place of an anchor. */
export const replace: Place = (anchor, items) => change('replace', anchor, items)

/** Adds to the end of a part: tabs to `tabs` (by name), anything to `header`, `sheet` or a tab. */
export const inside: Place = (anchor, items) => change('inside', anchor, items)

/** Takes an anchor out of the view. */
export function remove<M, A extends string>(anchor: NoInfer<A>): Change<M, A, never> {
  return change('remove', anchor, [])
}

/** Lets the view say something else about a field than its declaration: a label, a help text. */
export function attributes<M, A extends string>(
  anchor: NoInfer<A>,
  changed: Partial<Attributes>
): Change<M, A, never> {
  return { ...change<M, A, never>('attributes', anchor, []), attributes: changed }
}

function extension<V extends Extendable>(
  view: Extendable,
  changes: readonly Change<never, string, string>[],
  added: Partial<SearchTree> | null = null
): V & ViewExtension {
  const root = 'view' in view ? (view as unknown as ViewExtension).view : view
  return { ...root, kind: 'view-extension', view: root, changes, search: added } as V &
    ViewExtension
}

/** Changes the form of another module. Export the result from a file in `extends/<module>/`. */
export function extendForm<M, A extends string, B extends string>(
  view: View<M, A>,
  ...changes: readonly Change<M, NoInfer<A>, B>[]
): Extended<M, A | B> {
  return extension(view, changes as readonly Change<never, string, string>[])
}

/** Changes the list of another module; its anchors are its columns. */
export function extendList<M, A extends string, B extends string>(
  view: View<M, A>,
  ...changes: readonly Change<M, NoInfer<A>, B>[]
): Extended<M, A | B> {
  return extension(view, changes as readonly Change<never, string, string>[])
}

/** Adds to what another module's search box looks in and to the filters that it offers. */
export function extendSearch<M>(
  view: View<M, never>,
  added: {
    fields?: readonly (FieldName<M> | TextBehind<M>)[]
    filters?: Readonly<Record<string, readonly [label: string, domain: Domain<M>]>>
    groupBy?: readonly FieldName<M>[]
  }
): Extended<M, never> {
  return extension(view, [], added as Partial<SearchTree>)
}

/** Changes the dashboard of another module; its anchors are the names of its tiles. */
export function extendDashboard<A extends string, B extends string>(
  view: TileAnchors<A>,
  ...changes: readonly Change<OfTiles, NoInfer<A>, B>[]
): TileAnchors<A | B> & ViewExtension {
  return extension(view, changes as readonly Change<never, string, string>[])
}

/** Changes a letter of another module, or of the host; its anchors are the names of its parts. */
export function extendLetter<About, A extends string, B extends string>(
  view: LetterAnchors<About, A>,
  ...changes: readonly Change<OfLetter<About>, NoInfer<A>, B>[]
): LetterAnchors<About, A | B> & ViewExtension {
  return extension(view, changes as readonly Change<never, string, string>[])
}
