import type { Domain } from '../domains/types.ts'
import type { FieldName } from '../domains/fields.ts'
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

/** A condition on records, see docs/access.md. */
export interface RecordRule {
  readonly kind: 'record-rule'
  readonly title: string
  readonly model: typeof Model
  /** Empty for a rule that holds for everybody. */
  readonly groups: readonly AccessGroup[]
  /** Whether it takes from what the members reach, instead of giving them records. */
  readonly limits: boolean
  readonly operations: readonly Operation[]
  readonly domain: (asker: Asker) => readonly unknown[]
  /** Made by a tenant on screen: it may not be readable any more, and then nothing meets it. */
  readonly ofTenant?: boolean
}

/** Fields of a model are there for members of these groups alone. */
export interface FieldAccess {
  readonly kind: 'field-access'
  readonly model: typeof Model
  readonly fields: readonly string[]
  readonly groups: readonly AccessGroup[]
}

export type AccessDeclaration = ModelAccess | RecordRule | FieldAccess

/** Lets the members of a group do something with the records of a model. */
export function allow(
  group: AccessGroup,
  model: typeof Model,
  allowed: readonly Operation[]
): ModelAccess {
  return { kind: 'model-access', group, model, operations: allowed }
}

/**
 * Says which records of a model may be reached. Without groups it limits everybody. With groups it
 * gives its members records, and nobody reaches others; with `limits` it takes from them instead.
 */
export function rule<C extends typeof Model>(
  title: string,
  model: C,
  options: {
    groups?: readonly AccessGroup[]
    limits?: boolean
    operations?: readonly Operation[]
    domain: (asker: Asker) => Domain<InstanceType<C>>
  }
): RecordRule {
  const groups = options.groups ?? []
  return {
    kind: 'record-rule',
    title,
    model,
    groups,
    limits: options.limits ?? groups.length === 0,
    operations: options.operations ?? operations,
    domain: options.domain,
  }
}

/** Shows fields of a model to members of these groups alone, as `groups` of a field does. */
export function onlyFor<C extends typeof Model>(
  groups: readonly AccessGroup[],
  model: C,
  fields: readonly FieldName<InstanceType<C>>[]
): FieldAccess {
  return { kind: 'field-access', model, fields, groups }
}
