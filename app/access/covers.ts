import type { Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import { operations, type Operation } from './declarations.ts'
import { concerns, ruleNode, type AccessPolicy } from './policy.ts'

/**
 * Whether somebody may do and see whatever another may, as far as groups decide it: every
 * permission, model, record and field. In doubt they may not.
 */
export function covers(
  policy: AccessPolicy,
  models: readonly (typeof Model)[],
  asker: Asker,
  other: Asker
): boolean {
  if (!policy.coversPermissions(asker.groups, other.groups)) return false
  return models.every(
    (model) =>
      operations.every((operation) => coversOperation(policy, model, operation, asker, other)) &&
      Object.keys(model.allFields).every(
        (name) => !policy.allowsField(other, model, name) || policy.allowsField(asker, model, name)
      )
  )
}

function coversOperation(
  policy: AccessPolicy,
  model: typeof Model,
  operation: Operation,
  asker: Asker,
  other: Asker
): boolean {
  if (!policy.allows(other, model, operation)) return true
  if (!policy.allows(asker, model, operation)) return false
  const rules = policy.rules(model, operation)
  const limits = rules.filter((rule) => rule.limits && concerns(rule, asker))
  if (!limits.every((rule) => concerns(rule, other))) return false
  const giving = rules.filter((rule) => !rule.limits)
  const own = giving.filter((rule) => concerns(rule, asker))
  if (own.some((rule) => ruleNode(rule, asker).kind === 'always')) return true
  return giving
    .filter((rule) => concerns(rule, other))
    .every((rule) => own.includes(rule) && isSame(rule.domain(asker), rule.domain(other)))
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
