import type { FieldName, FieldOptions } from '../domains/fields.ts'
import type { Domain } from '../domains/types.ts'
import type { Column, Part, SearchTree, View } from './declarations.ts'

type Position = 'after' | 'before' | 'inside' | 'replace' | 'remove' | 'attributes'

/** What a view may say about a field differently from its declaration. */
export type Attributes = Pick<FieldOptions, 'label' | 'help' | 'required' | 'readonly'>

/** One change of a view at an anchor. `A` is the anchor, `B` what the change brings. */
export interface Change<M, A extends string, B extends string> {
  readonly 'position': Position
  readonly 'anchor': string
  readonly 'items': readonly (string | Part<never> | Column<never>)[]
  readonly 'attributes'?: Partial<Attributes>
  readonly '~model'?: (row: M) => void
  readonly '~needs'?: A
  readonly '~brings'?: B
}

/** What one module does to a view of another. */
export interface ViewExtension {
  readonly kind: 'view-extension'
  /** The view as its own module declared it. */
  readonly view: View<never>
  readonly changes: readonly Change<never, string, string>[]
  readonly search: Partial<SearchTree> | null
}

/** A view with what an extension brings, so that a third module can extend that as well. */
export type Extended<M, A extends string> = View<M, A> & ViewExtension

type Item<M, N extends string, B extends string> = N | Part<M, B> | Column<M, B>

function change<M, A extends string, B extends string>(
  position: Position,
  anchor: string,
  items: readonly unknown[]
): Change<M, A, B> {
  return { position, anchor, items: items as Change<M, A, B>['items'] }
}

/** Puts fields or parts somewhere: at an anchor, which is a field, a tab, or a column. */
type Place = <
  M,
  A extends string,
  const N extends FieldName<M> = never,
  const B extends string = never,
>(
  anchor: NoInfer<A>,
  items: readonly Item<M, N, B>[]
) => Change<M, A, N | B>

/** Puts fields or parts behind an anchor: a field, a tab, a column. */
export const after: Place = (anchor, items) => change('after', anchor, items)

/** Puts fields or parts before an anchor. */
export const before: Place = (anchor, items) => change('before', anchor, items)

/** Puts fields or parts in the place of an anchor. */
export const replace: Place = (anchor, items) => change('replace', anchor, items)

/** Adds to the end of a part: tabs to `tabs` (by name), anything to `header`, `sheet` or a tab. */
export function inside<
  M,
  A extends string,
  const N extends FieldName<M> = never,
  const B extends string = never,
  const T extends string = never,
>(
  anchor: NoInfer<A>,
  items: readonly Item<M, N, B>[] | { readonly [K in T]: Part<M, B> }
): Change<M, A, N | B | T> {
  if (Array.isArray(items)) return change('inside', anchor, items)
  const named = Object.entries<Part<M, B>>(items as { readonly [K in T]: Part<M, B> })
  return change(
    'inside',
    anchor,
    named.map(([name, part]) => ({ ...part, name }))
  )
}

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

function extension<M, A extends string>(
  view: View<M, string>,
  changes: readonly Change<M, string, string>[],
  added: Partial<SearchTree> | null = null
): Extended<M, A> {
  const root = 'view' in view ? (view as unknown as ViewExtension).view : view
  return {
    ...(root as View<M, A>),
    kind: 'view-extension',
    view: root as View<never>,
    changes: changes as ViewExtension['changes'],
    search: added,
  } as unknown as Extended<M, A>
}

/** Changes the form of another module. Export the result from a file in `extends/<module>/`. */
export function extendForm<M, A extends string, B extends string>(
  view: View<M, A>,
  ...changes: readonly Change<M, NoInfer<A>, B>[]
): Extended<M, A | B> {
  return extension(view, changes)
}

/** Changes the list of another module; its anchors are its columns. */
export function extendList<M, A extends string, B extends string>(
  view: View<M, A>,
  ...changes: readonly Change<M, NoInfer<A>, B>[]
): Extended<M, A | B> {
  return extension(view, changes)
}

/** Adds to what another module's search box looks in and to the filters that it offers. */
export function extendSearch<M>(
  view: View<M, never>,
  added: {
    fields?: readonly FieldName<M>[]
    filters?: Readonly<Record<string, readonly [label: string, domain: Domain<M>]>>
    groupBy?: readonly FieldName<M>[]
  }
): Extended<M, never> {
  return extension(view, [], added as Partial<SearchTree>)
}
