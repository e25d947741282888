import type { TermNode } from './node.ts'
import type { Tree } from './searchable.ts'
import {
  columnAt,
  idAt,
  identifier,
  ruleAt,
  tenantAt,
  type Context,
  type Place,
} from './sql_context.ts'

const DEEPEST_TREE = 50

/**
 * A sub-query of the tenants and ids of the named records and of those below (or above) them. It
 * names nothing of the outer row, so it runs once. A circle of records ends after 50 generations.
 */
export function recordsOfTree(context: Context, tree: Tree, node: TermNode): string {
  const { tenantParameter } = context
  const walk = identifier(context.newAlias())
  const first: Place = { model: tree.model, alias: context.newAlias() }
  const next: Place = { model: tree.model, alias: context.newAlias() }
  const table = identifier(tree.model.table)
  const roots = [
    ...(tenantParameter ? [`${tenantAt(first.alias)} = ${tenantParameter}`] : []),
    `${idAt(first)} = any(${context.parameters.add(node.value, 'uuid[]')})`,
    ...ruleAt(context, first),
  ]
  const step =
    node.operator === 'child_of'
      ? `${columnAt(next, tree.parent)} = ${walk}.id`
      : `${idAt(next)} = ${walk}.parent`
  const steps = [
    `${tenantAt(next.alias)} = ${walk}.tenant`,
    step,
    `${walk}.generation < ${DEEPEST_TREE}`,
    ...ruleAt(context, next),
  ]
  const row = (at: Place, generation: string) =>
    `select ${tenantAt(at.alias)}, ${idAt(at)}, ${columnAt(at, tree.parent)}, ${generation}`
  return (
    `(with recursive ${walk} (tenant, id, parent, generation) as (` +
    `${row(first, '1')} from ${table} ${identifier(first.alias)} where ${roots.join(' and ')} union ` +
    `${row(next, `${walk}.generation + 1`)} from ${table} ${identifier(next.alias)}, ${walk} ` +
    `where ${steps.join(' and ')}) select tenant, id from ${walk})`
  )
}
