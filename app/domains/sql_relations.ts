import { lastField, type TermNode } from './node.ts'
import { isLike, positiveOf } from './operators.ts'
import { treeOf } from './searchable.ts'
import { columnAt, idAt, tenantAt, type Context, type Place } from './sql_context.ts'
import { relatedRecords } from './sql_related.ts'
import { searchedText } from './sql_text.ts'
import { recordsOfTree } from './sql_tree.ts'
import { columnTerm, textTerm } from './sql_values.ts'

/** What a term says about a relation itself: which records it leads to, and what they are called. */
export function relationTerm(context: Context, place: Place, name: string, node: TermNode): string {
  const positive = positiveOf(node.operator)
  const field = lastField(node)
  if (isLike(node.operator)) {
    const some = relatedRecords(context, place, name, (behind) =>
      textTerm(
        searchedText(behind, behind.model.titleField),
        positive ?? node.operator,
        String(node.value),
        context
      )
    )
    return positive ? `not ${some}` : some
  }
  if (field.kind === 'many2one') {
    return columnTerm(columnAt(place, name), field.kind, node, context)
  }
  const some = someOf(context, place, name, node)
  return positive ? `not ${some}` : some
}

/** A relation to many is equal to each of its records; it is null when it has none. */
function someOf(context: Context, place: Place, name: string, node: TermNode): string {
  const values = Array.isArray(node.value) ? node.value : [node.value]
  const ids = values.filter((value) => value !== null)
  const leads = (condition: (behind: Place) => string) =>
    relatedRecords(context, place, name, condition)
  const parts: string[] = []
  if (ids.length > 0 || values.length === 0) {
    parts.push(leads((behind) => `${idAt(behind)} = any(${context.parameters.add(ids, 'uuid[]')})`))
  }
  if (values.length > ids.length) parts.push(`not ${leads(() => 'true')}`)
  return parts.length === 1 ? parts[0]! : `(${parts.join(' or ')})`
}

/** `child_of` and `parent_of`: the records themselves and all below or above them. */
export function treeTerm(context: Context, place: Place, name: string, node: TermNode): string {
  const field = lastField(node)
  const tree = treeOf(place.model, name, field)!
  const records = recordsOfTree(context, tree, node)
  const among = (at: Place, id: string) => `(${tenantAt(at.alias)}, ${id}) in ${records}`
  if (tree.own) return among(place, idAt(place))
  if (field.kind === 'many2one') return among(place, columnAt(place, name))
  return relatedRecords(context, place, name, (behind) => among(behind, idAt(behind)))
}
