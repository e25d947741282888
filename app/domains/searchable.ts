import { targetOf, type AskedModel, type Field } from './fields.ts'
import { isRelation, isText } from './operators.ts'

/**
 * The stored text fields that a text search in this field looks at: the field itself, or those
 * that a computed text is made of, joined by spaces. Nothing when the field holds no text.
 */
export function searchedParts(model: AskedModel, name: string): string[] {
  const fields = model.allFields
  if (!Object.hasOwn(fields, name)) return []
  const field = fields[name]!
  if (isText(field.kind)) return [name]
  if (field.kind !== 'computed') return []
  const parts = [...(field.options.depends ?? [])]
  return parts.every((part) => Object.hasOwn(fields, part) && isText(fields[part]!.kind))
    ? parts
    : []
}

/** The fields whose texts stand in the searchable column of the table, if it has one. */
export function searchedTexts({ allFields }: AskedModel): string[] {
  return Object.entries(allFields)
    .filter(([, { kind, options }]) => options.search && kind !== 'computed')
    .map(([name]) => name)
}

/** Whether a domain may ask about this computed field: it is declared with `search: true`. */
export function isSearchedComputed(field: Field): boolean {
  return field.kind === 'computed' && field.options.search === true
}

/** A model whose records form a tree, and the many2one that leads to the record above. */
export interface Tree {
  readonly model: AskedModel
  readonly parent: string
  /** Whether the records asked about are themselves those of the tree. */
  readonly own: boolean
}

/**
 * The tree that `child_of` and `parent_of` walk. As in Odoo: for `id` the model's own field
 * `parent`, for a many2one from a model to itself that very field, for other relations the field
 * `parent` of the target. Nothing when there is no such field.
 */
export function treeOf(model: AskedModel, name: string, field: Field): Tree | null {
  if (!isRelation(field.kind)) return parentOf(model, true)
  const target = targetOf(field)
  if (field.kind === 'many2one' && target.table === model.table) {
    return { model, parent: name, own: true }
  }
  return parentOf(target, false)
}

function parentOf(model: AskedModel, own: boolean): Tree | null {
  const fields = model.allFields
  const field = Object.hasOwn(fields, 'parent') ? fields['parent'] : undefined
  const leadsHere = field?.kind === 'many2one' && targetOf(field).table === model.table
  return leadsHere ? { model, parent: 'parent', own } : null
}
