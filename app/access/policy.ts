import { allOf, anyOf, type DomainNode } from '../domains/node.ts'
import { parseDomain } from '../domains/parse.ts'
import type { Field } from '../domains/fields.ts'
import type { Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import type { AccessDeclaration, ModelAccess, Operation, RecordRule } from './declarations.ts'
import { impliedGroups, type AccessGroup } from './groups.ts'

/**
 * What the installed modules allow, compiled once for a registry generation. Nothing is allowed
 * that no declaration allows.
 */
export class AccessPolicy {
  readonly groups: ReadonlyMap<string, AccessGroup>
  #allowed = new Map<typeof Model, ModelAccess[]>()
  #rules = new Map<typeof Model, RecordRule[]>()

  constructor(groups: readonly AccessGroup[], declarations: readonly AccessDeclaration[]) {
    this.groups = new Map(groups.map((group) => [group.name, group]))
    for (const declaration of declarations) {
      if (declaration.kind === 'model-access') push(this.#allowed, declaration.model, declaration)
      else push(this.#rules, declaration.model, declaration)
    }
  }

  /** The given groups with all that they imply. */
  imply(names: Iterable<string>): Set<string> {
    return impliedGroups(names, this.groups)
  }

  /** Whether the asker may do this with any record of the model. */
  allows(asker: Asker, model: typeof Model, operation: Operation): boolean {
    return (this.#allowed.get(model) ?? []).some(
      (access) => asker.groups.has(access.group.name) && access.operations.includes(operation)
    )
  }

  /** Whether the asker may see and use the field. */
  allowsField(asker: Asker, field: Field): boolean {
    const { groups } = field.options
    return !groups || groups.some((name) => asker.groups.has(name))
  }

  /**
   * The condition that records must meet for this operation: global rules AND-ed with the OR of
   * the rules of the asker's groups. `null` where no rule speaks.
   */
  condition(asker: Asker, model: typeof Model, operation: Operation): DomainNode | null {
    const rules = (this.#rules.get(model) ?? []).filter((rule) =>
      rule.operations.includes(operation)
    )
    if (rules.length === 0) return null
    const globals: DomainNode[] = []
    const ofGroups: DomainNode[] = []
    let spokenTo = false
    for (const rule of rules) {
      const node = () => parseDomain(rule.model, rule.domain(asker))
      if (rule.groups.length === 0) globals.push(node())
      else if (rule.groups.some((group) => asker.groups.has(group.name))) {
        spokenTo = true
        ofGroups.push(node())
      }
    }
    const condition = allOf(spokenTo ? [...globals, anyOf(ofGroups)] : globals)
    return condition.kind === 'always' ? null : condition
  }

  /** What a path may reach: nothing of a model that the asker may not read at all. */
  reach(asker: Asker, model: typeof Model): DomainNode | null {
    return this.allows(asker, model, 'read')
      ? this.condition(asker, model, 'read')
      : { kind: 'never' }
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  map.set(key, [...(map.get(key) ?? []), value])
}
