import { lastField, type AnyNode, type DomainNode, type TermNode } from './node.ts'
import { isRelation } from './operators.ts'
import { indexedTerm } from './sql_custom.ts'
import { columnAt, type Context, type Place, type SqlOptions } from './sql_context.ts'
import { relatedRecords } from './sql_related.ts'
import { relationTerm, treeTerm } from './sql_relations.ts'
import { searchedText } from './sql_text.ts'
import { columnTerm, textTerm } from './sql_values.ts'

export type { SqlOptions } from './sql_context.ts'

const PARAMETER = /^\$[1-9]\d*(::uuid)?$/

/**
 * The domain as a boolean SQL expression about the row called `alias`. Values are always bound;
 * names come from the declarations only. The expression may be null where it does not hold.
 */
export function toSql(node: DomainNode, options: SqlOptions): string {
  const { alias, tenantParameter, model, asStored } = options
  if (tenantParameter && !PARAMETER.test(tenantParameter)) {
    throw new Error(`"${tenantParameter}" is not a parameter`)
  }
  let aliases = 0
  const newAlias = (): string => {
    aliases += 1
    return `t${aliases}` === alias ? newAlias() : `t${aliases}`
  }
  let subqueries = 0
  const countSubquery = () => (subqueries += 1)
  const context: Context = { ...options, newAlias, countSubquery, condition }
  return condition(node, { model, alias, asStored }, context)
}

function condition(node: DomainNode, place: Place, context: Context): string {
  switch (node.kind) {
    case 'always':
      return 'true'
    case 'never':
      return 'false'
    case 'and':
    case 'or':
      return `(${node.children
        .map((child) => condition(child, place, context))
        .join(` ${node.kind} `)})`
    case 'not':
      return negation(node.child, place, context)
    case 'term':
    case 'any':
    case 'notAny':
      return alongPath(node, 0, place, context)
  }
}

/** What is unknown counts as not met, so its contrary is met. */
function negation(node: DomainNode, place: Place, context: Context): string {
  if (node.kind === 'any' && node.path.length === 1) {
    return condition({ ...node, kind: 'notAny' }, place, context)
  }
  return `(${condition(node, place, context)}) is not true`
}

/** Each relation on the way asks for some record behind it that meets the rest. */
function alongPath(node: TermNode | AnyNode, step: number, place: Place, context: Context): string {
  if (step < node.path.length - 1) {
    return relatedRecords(context, place, node.path[step]!, (behind) =>
      alongPath(node, step + 1, behind, context)
    )
  }
  const name = node.path[step]!
  if (node.kind === 'term') return term(node, name, place, context)
  const some = relatedRecords(context, place, name, (behind) =>
    condition(node.child, behind, context)
  )
  return node.kind === 'any' ? some : `not ${some}`
}

function term(node: TermNode, name: string, place: Place, context: Context): string {
  const { kind } = lastField(node)
  const indexed = indexedTerm(place, name, node, context)
  if (indexed) return indexed
  if (node.operator === 'child_of' || node.operator === 'parent_of') {
    return treeTerm(context, place, name, node)
  }
  if (isRelation(kind)) return relationTerm(context, place, name, node)
  if (kind === 'computed') {
    return textTerm(searchedText(place, name), node.operator, String(node.value), context)
  }
  return columnTerm(columnAt(place, name), kind, node, context)
}
