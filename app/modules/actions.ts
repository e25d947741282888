import type { Model } from '../models/model.ts'
import type {
  FormTree,
  ListTree,
  ScreenViewKind,
  ScreenViewTree,
  SearchTree,
  View,
} from '../views/declarations.ts'
import type { MenuItem } from '../views/menus.ts'

/** One screen of a model: its views at one address. */
export interface Action {
  module: string
  /** `/crm/contacts` */
  href: string
  label: string
  model: typeof Model
  list: ListTree
  form: FormTree | null
  search: SearchTree
  /** Other ways to see the records than the list, in the order of their declaration. */
  views: ReadonlyMap<ScreenViewKind, ScreenViewTree>
  groups: readonly string[]
}

/** The tree of a view with what installed modules do to it. */
export type TreeOf = <Tree>(view: View<never>) => Tree

/** The screen that a menu entry opens, or null for one that leads to a page of its module. */
export function actionOf(
  module: string,
  key: string,
  item: MenuItem,
  treeOf: TreeOf
): Action | null {
  const view = (kind: View<never>['kind']) => item.views.find((each) => each.kind === kind)
  const [list, form, search] = [view('list'), view('form'), view('search')]
  if (!list) return null
  return {
    module,
    href: `/${module}/${key}`,
    label: item.label,
    model: list.model,
    list: treeOf<ListTree>(list),
    form: form ? treeOf<FormTree>(form) : null,
    search: search ? treeOf<SearchTree>(search) : { fields: [], filters: {}, groupBy: [] },
    views: screenViews(item, treeOf),
    groups: item.groups,
  }
}

function screenViews(item: MenuItem, treeOf: TreeOf): Action['views'] {
  const own = ['list', 'form', 'search']
  const views = item.views.filter(({ kind }) => !own.includes(kind))
  return new Map(
    views.map((view) => [view.kind as ScreenViewKind, treeOf<ScreenViewTree>(view)] as const)
  )
}
