import type { Domain } from '../domains/types.ts'
import type { Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import type { AccessGroup } from './groups.ts'

/** What may be done with the records of a model. */
export const operations = ['read', 'write', 'create', 'delete'] as const
export type Operation = (typeof operations)[number]

/** Members of a group may do these things with a model's records; rules narrow which records. */
export interface ModelAccess {
  readonly kind: 'model-access'
  readonly group: AccessGroup
  readonly model: typeof Model
  readonly operations: readonly Operation[]
}

/**
 * A condition on records. Rules without groups hold for everybody and are AND-ed; rules of groups
 * are OR-ed among the groups of the asker, as in Odoo.
 */
export interface RecordRule {
  readonly kind: 'record-rule'
  readonly title: string
  readonly model: typeof Model
  readonly groups: readonly AccessGroup[]
  readonly operations: readonly Operation[]
  readonly domain: (asker: Asker) => readonly unknown[]
}

export type AccessDeclaration = ModelAccess | RecordRule

/** Lets the members of a group do something with the records of a model. */
export function allow(
  group: AccessGroup,
  model: typeof Model,
  allowed: readonly Operation[]
): ModelAccess {
  return { kind: 'model-access', group, model, operations: allowed }
}

/** Narrows which records of a model may be reached. */
export function rule<C extends typeof Model>(
  title: string,
  model: C,
  options: {
    groups?: readonly AccessGroup[]
    operations?: readonly Operation[]
    domain: (asker: Asker) => Domain<InstanceType<C>>
  }
): RecordRule {
  return {
    kind: 'record-rule',
    title,
    model,
    groups: options.groups ?? [],
    operations: options.operations ?? operations,
    domain: options.domain,
  }
}
