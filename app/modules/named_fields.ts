import {
  isCustomName,
  targetOf,
  type AskedModel,
  type Field,
  type Fields,
} from '../domains/fields.ts'
import type { ActivityTree } from '../views/activity_matrix/declaration.ts'
import type { CalendarTree } from '../views/calendar/declaration.ts'
import type { CohortTree } from '../views/cohort/declaration.ts'
import type { Tile } from '../views/dashboards/declaration.ts'
import type { Column, FormTree, ListTree, Part, SearchTree, View } from '../views/declarations.ts'
import type { AnyItem } from '../views/extension.ts'
import type { GraphTree } from '../views/graph/declaration.ts'
import type { KanbanTree } from '../views/kanban/declarations.ts'
import type { PivotTree } from '../views/pivot/declaration.ts'
import type { TimelineTree } from '../views/timeline/declaration.ts'

/** A field that a declaration names, and the model that has to have it. */
export interface NamedField {
  model: AskedModel
  name: string
}

/** The fields of a model in the house that is being put together. */
export type FieldsOfModel = (model: AskedModel) => Fields

/**
 * Finds the fields that declarations name: by themselves, in paths, in conditions, and as groups and
 * figures.
 */
export class NamedFields {
  #fieldsOf: FieldsOfModel

  constructor(fieldsOf: FieldsOfModel) {
    this.#fieldsOf = fieldsOf
  }

  /** The first that its model does not have. A tenant may have any custom field. */
  firstUnknown(named: readonly NamedField[]): NamedField | undefined {
    return named.find(({ model, name }) => !this.#fieldOf(model, name) && !isCustomName(name))
  }

  /** In a view with all that its tree says. */
  inView({ kind, model, tree }: View<never>): NamedField[] {
    return kinds[kind](this, model, tree as never)
  }

  /** In what is put into a view of a model; a dashboard, whose tiles have models of their own, has none. */
  inItems(model: AskedModel | null, items: readonly AnyItem[]): NamedField[] {
    return items.flatMap((item) => {
      if (isTile(item)) return this.#inTile(item)
      return model ? this.#inItem(model, item as string | Part<never> | Column<never>) : []
    })
  }

  /** In words such as `company.industry`, `name desc`, `createdAt:month`, `sum:value` and `count`. */
  inWords(model: AskedModel, words: readonly (string | null | undefined)[]): NamedField[] {
    return words.flatMap((word) => {
      if (!word || word === 'count') return []
      const [measured] = /(?<=^(sum|avg|min|max):).+/.exec(word) ?? []
      return this.#inPath(model, measured ?? word.split(/[: ]/)[0]!)
    })
  }

  /** In a condition, and in the conditions within it. */
  inDomain(model: AskedModel, domain: readonly unknown[]): NamedField[] {
    return domain.flatMap((term) => {
      if (!Array.isArray(term) || typeof term[0] !== 'string') return []
      const [path, operator, value] = term as [string, unknown, unknown]
      const named = this.#inPath(model, path)
      if (!String(operator).endsWith('any') || !Array.isArray(value)) return named
      const target = this.#targetOf(named.at(-1)!)
      return target ? [...named, ...this.inDomain(target, value)] : named
    })
  }

  /** In a field of another model that a field of this one leads to. */
  inTargetOf(model: AskedModel, name: string, words: readonly string[]): NamedField[] {
    const target = this.#targetOf({ model, name })
    return target ? this.inWords(target, words) : []
  }

  #inItem(model: AskedModel, item: string | Part<never> | Column<never>): NamedField[] {
    if (typeof item === 'string') return [{ model, name: item }]
    if (item.kind === 'column') return [{ model, name: item.name }]
    const { kind, name = '', items, options = {} } = item
    const conditions = [options.visible, options.readonly, options.required].filter(Array.isArray)
    const asked = conditions.flatMap((domain) => this.inDomain(model, domain))
    if (kind === 'button') return asked
    if (kind === 'lines') {
      const columns = [...(items as string[]), ...((options.editable ?? []) as string[])]
      return [{ model, name }, ...this.inTargetOf(model, name, columns), ...asked]
    }
    const isField = kind === 'field' || kind === 'statusbar' || kind === 'stat'
    return [...(isField ? [{ model, name }] : []), ...asked, ...this.inItems(model, items)]
  }

  #inTile({ model, domain, date, by, measure, detail, order }: Tile): NamedField[] {
    return [
      ...this.inWords(model, [date, ...by, measure, detail, order]),
      ...this.inDomain(model, domain),
    ]
  }

  #inPath(model: AskedModel, path: string): NamedField[] {
    const named: NamedField[] = []
    let owner: AskedModel | null = model
    for (const name of path.split('.')) {
      if (!owner) break
      named.push({ model: owner, name })
      owner = this.#targetOf({ model: owner, name })
    }
    return named
  }

  #fieldOf(model: AskedModel, name: string): Field | undefined {
    const fields = this.#fieldsOf(model)
    return Object.hasOwn(fields, name) ? fields[name] : undefined
  }

  #targetOf({ model, name }: NamedField): AskedModel | null {
    const field = this.#fieldOf(model, name)
    return field && 'target' in field ? targetOf(field) : null
  }
}

type InTree<Tree> = (fields: NamedFields, model: AskedModel, tree: Tree) => NamedField[]

const list: InTree<ListTree> = (fields, model, { columns, order, filter, marks }) => [
  ...fields.inItems(model, columns),
  ...fields.inWords(
    model,
    order.map(({ name }) => name)
  ),
  ...[filter, ...marks.map(({ domain }) => domain)].flatMap((each) => fields.inDomain(model, each)),
]

const form: InTree<FormTree> = (fields, model, { header, sheet }) =>
  fields.inItems(model, [...header, ...sheet])

const search: InTree<SearchTree> = (fields, model, tree) => [
  ...fields.inWords(model, [...tree.fields, ...tree.groupBy]),
  ...Object.values(tree.filters).flatMap(([, domain]) => fields.inDomain(model, domain)),
]

const kanban: InTree<KanbanTree> = (fields, model, tree) => {
  const { by, card, sum, progress, color, position, folded, quickCreate } = tree
  const onCards = card.flatMap(({ name, done }) => [name, done])
  return [
    ...fields.inWords(model, [by, sum, progress, color, position, ...quickCreate, ...onCards]),
    ...(typeof folded === 'string' ? fields.inTargetOf(model, by, [folded]) : []),
  ]
}

const calendar: InTree<CalendarTree> = (fields, model, { start, end, color }) =>
  fields.inWords(model, [start, end, color])

const timeline: InTree<TimelineTree> = (fields, model, { start, end, by, color }) =>
  fields.inWords(model, [start, end, by, color])

const graph: InTree<GraphTree> = (fields, model, { by, measure }) =>
  fields.inWords(model, [...by, measure])

const pivot: InTree<PivotTree> = (fields, model, { rows, columns, measures }) =>
  fields.inWords(model, [...rows, ...columns, ...measures])

const cohort: InTree<CohortTree> = (fields, model, { start, end, when, measure }) => [
  ...fields.inWords(model, [start, end, measure]),
  ...fields.inDomain(model, when),
]

const activity: InTree<ActivityTree> = (fields, model, { detail }) =>
  fields.inWords(model, [detail])

const kinds: Record<View<never>['kind'], InTree<never>> = {
  list,
  form,
  search,
  kanban,
  calendar,
  timeline,
  graph,
  pivot,
  cohort,
  activity,
}

function isTile(item: AnyItem): item is Tile & { name: string } {
  return typeof item !== 'string' && 'as' in item && 'measure' in item
}
