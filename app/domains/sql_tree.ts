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

/**
 * A sub-query of the tenants and ids of the named records and of those below (or above) them. It
 * names nothing of the outer row, so it runs once; `union` visits no record twice, so that a circle
 * of records ends.
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
  const steps = [`${tenantAt(next.alias)} = ${walk}.tenant`, step, ...ruleAt(context, next)]
  const row = (at: Place) =>
    `select ${tenantAt(at.alias)}, ${idAt(at)}, ${columnAt(at, tree.parent)} from ${table} ${identifier(at.alias)}`
  return (
    `(with recursive ${walk} (tenant, id, parent) as (` +
    `${row(first)} where ${roots.join(' and ')} union ` +
    `${row(next)}, ${walk} where ${steps.join(' and ')}) select tenant, id from ${walk})`
  )
}
