import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'
import type { DashboardTree } from './dashboards/declaration.ts'
import type { Column, FormTree, ListTree, Part, SearchTree } from './declarations.ts'
import type { LetterTree } from './letters.ts'
import type { AnyItem, Change, Extendable, ViewExtension } from './extension.ts'

type Item = AnyItem
type AnyChange = Change<never, string, string>

/** A view's tree with its extensions, and the changes that found no place. */
export interface ExtendedTree<Tree> {
  tree: Tree
  refused: { extension: ViewExtension; reason: Saying }[]
}

/** The tree of a view with what other modules do to it, in their order. */
export function extendTree<Tree>(
  view: Extendable,
  extensions: readonly ViewExtension[]
): ExtendedTree<Tree> {
  const refused: ExtendedTree<Tree>['refused'] = []
  let tree = view.tree as ListTree & FormTree & SearchTree & DashboardTree & LetterTree<never>
  for (const extension of extensions) {
    if (extension.search) tree = { ...tree, ...extendSearchTree(tree, extension.search) }
    for (const change of extension.changes) {
      const changed = changeTree(tree, change)
      if (changed) tree = changed
      else refused.push({ extension, reason: reason('noAnchor', { anchor: change.anchor }) })
    }
  }
  return { tree: tree as Tree, refused }
}

function extendSearchTree(tree: SearchTree, added: Partial<SearchTree>): SearchTree {
  return {
    fields: [...tree.fields, ...(added.fields ?? [])],
    filters: { ...tree.filters, ...added.filters },
    groupBy: [...tree.groupBy, ...(added.groupBy ?? [])],
  }
}

/** The tree after one change, or null where the anchor is gone. */
function changeTree<Tree extends ListTree & FormTree & DashboardTree & LetterTree<never>>(
  tree: Tree,
  change: AnyChange
): Tree | null {
  const { position, anchor, items } = change
  if (position === 'inside' && (anchor === 'header' || anchor === 'sheet')) {
    return { ...tree, [anchor]: [...tree[anchor], ...items] }
  }
  for (const branch of ['columns', 'header', 'sheet', 'tiles', 'parts'] as const) {
    const changed = tree[branch] && changeItems(tree[branch] as readonly Item[], change)
    if (changed) {
      const made = branch === 'columns' ? changed.map(asColumn) : changed
      return { ...tree, [branch]: made }
    }
  }
  return null
}

/** The items after the change, or null where the anchor is not among them or below them. */
function changeItems(items: readonly Item[], change: AnyChange): Item[] | null {
  const index = items.findIndex((item) => nameOf(item) === change.anchor)
  if (index !== -1) return changeAt(items, index, change)
  for (const [at, item] of items.entries()) {
    if (!isPart(item) || item.kind === 'lines') continue
    const inner = changeItems(item.items, change)
    if (inner) return items.with(at, { ...item, items: inner as Part<never>['items'] })
  }
  return null
}

function changeAt(items: readonly Item[], index: number, change: AnyChange): Item[] | null {
  const item = items[index]!
  const around = (deleted: number, at = index) => items.toSpliced(at, deleted, ...change.items)
  switch (change.position) {
    case 'after':
      return around(0, index + 1)
    case 'before':
      return around(0)
    case 'replace':
      return around(1)
    case 'remove':
      return items.toSpliced(index, 1)
    case 'attributes':
      return items.with(index, withAttributes(item, change))
    case 'inside': {
      if (!isPart(item)) return null
      const grown = [...item.items, ...change.items] as Part<never>['items']
      return items.with(index, { ...item, items: grown })
    }
  }
}

function withAttributes(item: Item, { attributes = {} }: AnyChange): Item {
  if (typeof item === 'string') return { kind: 'field', name: item, items: [], options: attributes }
  if (!isPart(item)) return { ...item, ...(attributes.label ? { label: attributes.label } : {}) }
  const title = attributes.label ?? item.title
  return { ...item, title, options: { ...item.options, ...attributes } }
}

function isPart(item: Item): item is Part<never> {
  return typeof item !== 'string' && 'items' in item
}

function nameOf(item: Item): string | undefined {
  return typeof item === 'string' ? item : item.name
}

function asColumn(item: Item): Column<never> {
  return typeof item === 'string'
    ? { kind: 'column', name: item, as: 'value', optional: false }
    : (item as Column<never>)
}
