import { columnExpression, identifier, storedExpression } from './column.ts'
import type { AskedModel } from './fields.ts'
import type { Clock } from './moments.ts'
import type { DomainNode } from './node.ts'
import type { Parameters } from './parameters.ts'

export interface SqlOptions extends Clock {
  readonly model: AskedModel
  /** What the statement calls the model's table. */
  readonly alias: string
  readonly parameters: Parameters
  /** A parameter that holds the tenant, such as `$1`; the outer record's tenant when absent. */
  readonly tenantParameter?: string
  /** The record rules of a model, which sub-queries have to obey as well. */
  readonly ruleOf?: (model: AskedModel) => DomainNode | null
  /** Whether it is a record rule, see `Place`. */
  readonly asStored?: boolean
}

/** A table in the statement under the name that it has there. */
export interface Place {
  readonly model: AskedModel
  readonly alias: string
  /** Inside a rule texts are meant as they are stored: it says the same to people of all languages. */
  readonly asStored?: boolean
}

/** What is shared by all parts of one expression. */
export interface Context extends SqlOptions {
  /** A name that no other table of the expression has. */
  readonly newAlias: () => string
  /** How many sub-queries the expression has, the one that is about to be written included. */
  readonly countSubquery: () => number
  /** The condition of a node at a place. */
  readonly condition: (node: DomainNode, place: Place, context: Context) => string
}

export { identifier } from './column.ts'

export function columnAt(place: Place, name: string): string {
  const expression = place.asStored ? storedExpression : columnExpression
  return expression(place.alias, name, place.model.allFields[name]!)
}

export function idAt(place: Place): string {
  return `${identifier(place.alias)}."id"`
}

export function tenantAt(alias: string): string {
  return `${identifier(alias)}."tenant_id"`
}

/** That a table's rows are of the tenant for whom the outer record is read. */
export function sameTenant(context: Context, alias: string, outer: string): string {
  return `${tenantAt(alias)} = ${context.tenantParameter ?? tenantAt(outer)}`
}

/** The rules of the model as one more condition. Inside a rule no other rule is applied. */
export function ruleAt(context: Context, place: Place): string[] {
  const rule = context.ruleOf?.(place.model)
  if (!rule || rule.kind === 'always') return []
  return [context.condition(rule, { ...place, asStored: true }, { ...context, ruleOf: undefined })]
}
