import type { Field } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import type { Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import { operations, type Operation } from './declarations.ts'
import type { AccessPolicy } from './policy.ts'

/** What the members of a role may do with the records of a model. */
export interface RoleRights {
  model: typeof Model
  /** With which records, for each operation that they may do. */
  conditions: ReadonlyMap<Operation, DomainNode>
  /** Fields that are not there for them. */
  hidden: readonly Field[]
}

/**
 * What somebody may do as far as groups decide it, model by model; models that do not exist for them
 * are left out. `member` stands for the members of a role: with its groups, and all that they imply.
 */
export function roleRights(
  policy: AccessPolicy,
  models: readonly (typeof Model)[],
  member: Asker
): RoleRights[] {
  return models
    .filter((model) => policy.allows(member, model, 'read'))
    .map((model) => {
      const visible = policy.visibleFields(member, model)
      const allowed = operations.filter((operation) => policy.allows(member, model, operation))
      return {
        model,
        conditions: new Map(
          allowed.map((operation): [Operation, DomainNode] => [
            operation,
            policy.condition(member, model, operation) ?? { kind: 'always' },
          ])
        ),
        hidden: Object.entries(model.allFields)
          .filter(([name]) => !visible.has(name))
          .map(([, field]) => field),
      }
    })
}
