import { isRelation } from '../../domains/operators.ts'
import { isStored, targetOf, type Field } from '../../domains/fields.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { OrderTerm } from '../../models/order.ts'
import type { Registry } from '../../modules/registry.ts'
import type { CardField, KanbanTree } from '../../views/kanban/declarations.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { KanbanQuery } from './kanban_query.ts'

/** The records that the columns of a board stand for. */
export interface ColumnTarget {
  model: typeof Model
  order: readonly OrderTerm[]
  /** A boolean that says which columns are folded. */
  folded: string | null
}

/** A board as somebody may see it, with the columns that its address asks for. */
export interface KanbanPlan {
  model: typeof Model
  tree: KanbanTree
  by: string
  field: Field
  /** Null for the options of a selection. */
  target: ColumnTarget | null
  /** Options whose columns are folded. */
  folded: readonly string[]
  card: readonly CardField[]
  sum: string | null
  progress: string | null
  color: string | null
  order: readonly OrderTerm[]
  /** The field that keeps the order within a column, where cards can be put into an order. */
  position: string | null
}

/** The board of a screen, with the columns that its address asks for. */
export function kanbanPlan(
  registry: Registry,
  asker: Asker,
  screen: ScreenPlan,
  { by }: KanbanQuery
): KanbanPlan {
  const { model } = screen
  const tree = screen.views.get('kanban') as KanbanTree
  const shows = (name: string | null) =>
    name !== null && registry.access.allowsField(asker, model, name)
  const field = model.allFields[by]!
  const isOwn = by === tree.by
  const folded = isOwn ? tree.folded : []
  const position = isOwn && shows(tree.position) ? tree.position : null
  return {
    model,
    tree,
    by,
    field,
    target: isRelation(field.kind) ? targetFor(registry, field, folded) : null,
    folded: Array.isArray(folded) ? folded : [],
    card: tree.card.filter(({ name }) => shows(name)),
    sum: shows(tree.sum) ? tree.sum : null,
    progress: shows(tree.progress) ? tree.progress : null,
    color: shows(tree.color) ? tree.color : null,
    order: position ? [{ name: position, descending: true }] : orderOf(screen),
    position,
  }
}

function targetFor(registry: Registry, field: Field, folded: KanbanTree['folded']): ColumnTarget {
  const model = targetOf(field) as unknown as typeof Model
  const listed = registry.home.get(model)?.list.order.filter(({ name }) => isPlain(model, name))
  const titled = [{ name: model.titleField, descending: false }]
  return {
    model,
    order: listed && listed.length > 0 ? listed : titled,
    folded: typeof folded === 'string' ? folded : null,
  }
}

function orderOf({ model, list }: ScreenPlan): readonly OrderTerm[] {
  const order = list.order.filter(({ name }) => isPlain(model, name))
  return order.length > 0 ? order : [{ name: 'id', descending: true }]
}

/** Each column is walked by itself, where titles of linked records are not at hand. */
function isPlain(model: typeof Model, name: string): boolean {
  const field = model.allFields[name]!
  return isStored(field) && field.kind !== 'many2one'
}
