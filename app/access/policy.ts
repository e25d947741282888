import { allOf, anyOf, type DomainNode } from '../domains/node.ts'
import { DomainError } from '../domains/errors.ts'
import { parseDomain } from '../domains/parse.ts'
import type { MayAsk } from '../domains/path.ts'
import {
  targetOf,
  type AskedModel,
  type Field,
  type Fields,
  type One2Many,
} from '../domains/fields.ts'
import type { Asker } from '../environment/scope.ts'
import { ADMINISTRATOR } from '../identity/new_tenant.ts'
import type { Model } from '../models/model.ts'
import type {
  AccessDeclaration,
  FieldAccess,
  ModelAccess,
  Operation,
  RecordRule,
} from './declarations.ts'
import { impliedGroups, type AccessGroup } from './groups.ts'
import { Once } from './once.ts'

type RuleDomain = ReturnType<RecordRule['domain']>

/** Without these no record could be shown or saved; they tell nothing. */
const ALWAYS_VISIBLE = ['id', 'version']

/**
 * What the installed modules allow, compiled once for a registry generation. Nothing is allowed
 * that no declaration allows.
 */
export class AccessPolicy {
  static #count = 0

  /** Tells it from every other policy of the process. */
  readonly number = ++AccessPolicy.#count
  readonly groups: ReadonlyMap<string, AccessGroup>
  #allowed = new Map<typeof Model, ModelAccess[]>()
  #rules = new Map<typeof Model, RecordRule[]>()
  #fields = new Map<AskedModel, FieldAccess[]>()
  #operations = new Once<ReadonlySet<string>, typeof Model, ReadonlySet<Operation>>()
  #visible = new Once<ReadonlySet<string>, Fields, ReadonlyMap<string, Field>>()
  #writable = new Once<ReadonlySet<string>, Fields, ReadonlyMap<string, Field>>()
  #said = new Map<RecordRule, { words: string; node: DomainNode }>()
  #conditions = {
    read: new Once<Asker, typeof Model, DomainNode | null>(),
    write: new Once<Asker, typeof Model, DomainNode | null>(),
    create: new Once<Asker, typeof Model, DomainNode | null>(),
    delete: new Once<Asker, typeof Model, DomainNode | null>(),
  }

  constructor(groups: readonly AccessGroup[], declarations: readonly AccessDeclaration[]) {
    this.groups = new Map(groups.map((group) => [group.name, group]))
    for (const declaration of declarations) {
      if (declaration.kind === 'model-access') push(this.#allowed, declaration.model, declaration)
      else if (declaration.kind === 'record-rule') push(this.#rules, declaration.model, declaration)
      else push(this.#fields, declaration.model as AskedModel, declaration)
    }
  }

  /**
   * The groups that somebody was given, with all that they imply. Those of the platform come with
   * being its administrator and with nothing else.
   */
  imply(given: Iterable<string>, isPlatformAdministrator = false): Set<string> {
    const names = [...given].filter((name) => !this.groups.get(name)?.ofPlatform)
    const ofPlatform = [...this.groups.values()].filter((group) => group.ofPlatform)
    const added = isPlatformAdministrator ? ofPlatform.map(({ name }) => name) : []
    return impliedGroups([...names, ...added], this.groups)
  }

  /**
   * Whether the asker may give somebody the group: administrators give all but the platform's, others
   * those whose members have no permission and may do nothing with any model that is not theirs.
   */
  mayGive(asker: Asker, name: string): boolean {
    if (!this.groups.has(name) || this.groups.get(name)!.ofPlatform) return false
    if (asker.groups.has(ADMINISTRATOR)) return true
    const implied = this.imply([name])
    if (!this.coversPermissions(asker.groups, implied)) return false
    return [...this.#allowed].every(([model, allowed]) =>
      allowed
        .filter(({ group }) => implied.has(group.name))
        .every(({ operations }) =>
          operations.every((operation) => this.allows(asker, model, operation))
        )
    )
  }

  /** Whether a group is, or brings, that of the tenant's administrators. */
  makesAdministrators(name: string): boolean {
    return this.imply([name]).has(ADMINISTRATOR)
  }

  /** Whether groups bring every permission that others bring. */
  coversPermissions(groups: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
    return [...others].every((name) => !this.groups.get(name)?.isPermission || groups.has(name))
  }

  /** The roles that a tenant may give to its users. */
  get roles(): AccessGroup[] {
    return [...this.groups.values()].filter(({ role, ofPlatform }) => role !== null && !ofPlatform)
  }

  /** Whether the asker may do this with any record of the model. */
  allows(asker: Asker, model: typeof Model, operation: Operation): boolean {
    const allowed = this.#operations.of(asker.groups, model, () => {
      const declared = (this.#allowed.get(model) ?? []).filter(({ group }) =>
        asker.groups.has(group.name)
      )
      const operations = new Set(declared.flatMap((access) => access.operations))
      return new Set([...operations].filter((each) => !this.isShutOut(asker, model, each)))
    })
    return allowed.has(operation)
  }

  /** Who may do this with the records of the model. */
  allowances(model: typeof Model, operation: Operation): ModelAccess[] {
    return (this.#allowed.get(model) ?? []).filter((access) =>
      access.operations.includes(operation)
    )
  }

  /** The rules that speak about this. */
  rules(model: typeof Model, operation: Operation): RecordRule[] {
    return (this.#rules.get(model) ?? []).filter((rule) => rule.operations.includes(operation))
  }

  /** Whether rules give records to members of some groups, and the asker is in none of them. */
  isShutOut(asker: Asker, model: typeof Model, operation: Operation): boolean {
    const giving = this.rules(model, operation).filter((rule) => !rule.limits)
    return giving.length > 0 && !giving.some((rule) => concerns(rule, asker))
  }

  /**
   * Whether the asker may see and use the field. What is made from other fields is as visible as
   * they are.
   */
  allowsField(asker: Asker, model: AskedModel, name: string): boolean {
    return ALWAYS_VISIBLE.includes(name) || this.visibleFields(asker, model).has(name)
  }

  /**
   * The fields of a model that the asker may see, by name; worked out once for each set of groups and
   * for the fields that the model has in an environment.
   */
  visibleFields(asker: Asker, model: AskedModel): ReadonlyMap<string, Field> {
    const all = model.allFields
    return this.#visible.of(asker.groups, all, () => {
      return new Map(Object.entries(all).filter(([name]) => this.#isVisible(asker, model, name)))
    })
  }

  /** Those of the fields that the asker may see which input may write. */
  writableFields(asker: Asker, model: AskedModel): ReadonlyMap<string, Field> {
    return this.#writable.of(asker.groups, model.allFields, () => {
      return new Map([...this.visibleFields(asker, model)].filter(([, field]) => isInput(field)))
    })
  }

  #isVisible(asker: Asker, model: AskedModel, name: string): boolean {
    if (ALWAYS_VISIBLE.includes(name)) return true
    const parts = model.allFields[name]?.options.depends ?? []
    return (
      Object.hasOwn(model.allFields, name) &&
      this.fieldGroups(model, name).every((groups) =>
        groups.some((group) => asker.groups.has(group))
      ) &&
      parts.every((part) => this.#isReadable(asker, model, part))
    )
  }

  /** Whether what another field is made of may be seen: a field, or one behind a link or of lines. */
  #isReadable(asker: Asker, model: AskedModel, part: string): boolean {
    const [name, behind] = part.split('.') as [string, string?]
    if (!this.#isVisible(asker, model, name)) return false
    if (behind === undefined) return true
    const field = model.allFields[name]!
    const target = targetOf(field)
    const asked =
      field.kind === 'one2many' ? [behind, (field as One2Many<never>).inverse] : [behind]
    return (
      this.allows(asker, target as typeof Model, 'read') &&
      asked.every((each) => this.#isVisible(asker, target, each))
    )
  }

  /** What the asker asks, checked: fields that they may not see do not exist. Throws DomainError. */
  parse(asker: Asker, model: AskedModel, domain: unknown, within?: MayAsk): DomainNode {
    return parseDomain(model, domain, {
      mayAsk: (field, owner, name) =>
        this.allowsField(asker, owner, name) && within?.(field, owner, name) !== false,
    })
  }

  /** Whether a domain that is known to be sound asks only about fields that the asker may see. */
  mayAsk(asker: Asker, model: AskedModel, domain: readonly unknown[]): boolean {
    try {
      this.parse(asker, model, domain)
      return true
    } catch (error) {
      if (error instanceof DomainError) return false
      throw error
    }
  }

  /** Lists of groups, in one group of each of which one must be to see the field. */
  fieldGroups(model: AskedModel, name: string): (readonly string[])[] {
    const { groups } = model.allFields[name]!.options
    const restricted = (this.#fields.get(model) ?? [])
      .filter(({ fields }) => fields.includes(name))
      .map((access) => access.groups.map((group) => group.name))
    return groups ? [groups, ...restricted] : restricted
  }

  /**
   * The condition that records must meet for this operation: all rules that limit the asker AND
   * one of those that give. `null` where no rule speaks.
   */
  condition(asker: Asker, model: typeof Model, operation: Operation): DomainNode | null {
    const known = this.#conditions[operation]
    return known.of(asker, model, () => this.#conditionOf(asker, model, operation))
  }

  #conditionOf(asker: Asker, model: typeof Model, operation: Operation): DomainNode | null {
    const rules = this.rules(model, operation)
    if (rules.length === 0) return null
    if (this.isShutOut(asker, model, operation)) return { kind: 'never' }
    const spoken = rules.filter((rule) => concerns(rule, asker))
    const nodes = (limits: boolean) =>
      spoken
        .filter((rule) => rule.limits === limits)
        .map((rule) => ruleNode(rule, asker, (domain) => this.#parsed(rule, domain)))
    const giving = nodes(false)
    const condition = allOf([...nodes(true), ...(giving.length > 0 ? [anyOf(giving)] : [])])
    return condition.kind === 'always' ? null : condition
  }

  /** What a rule says, parsed; rules say the same to most people, time after time. */
  #parsed(rule: RecordRule, domain: RuleDomain): DomainNode {
    const words = JSON.stringify(domain)
    let last = this.#said.get(rule)
    if (last?.words !== words) last = { words, node: parseDomain(rule.model, domain) }
    this.#said.set(rule, last)
    return last.node
  }

  /** What a path may reach: nothing of a model that the asker may not read at all. */
  reach(asker: Asker, model: typeof Model): DomainNode | null {
    return this.allows(asker, model, 'read')
      ? this.condition(asker, model, 'read')
      : { kind: 'never' }
  }
}

/** Whether a rule speaks to the asker. */
export function concerns({ groups }: RecordRule, asker: Asker): boolean {
  return groups.length === 0 || groups.some((group) => asker.groups.has(group.name))
}

/** The condition of a rule for the asker. Rules may look at fields that the asker may not see. */
export function ruleNode(
  rule: RecordRule,
  asker: Asker,
  parse = (domain: RuleDomain) => parseDomain(rule.model, domain)
): DomainNode {
  try {
    return parse(rule.domain(asker))
  } catch (error) {
    if (rule.ofTenant) return { kind: 'never' }
    throw error
  }
}

/** Whether input may write a field: the house writes the others itself. */
function isInput({ kind, options }: Field): boolean {
  return !options.readonly && !options.generated && !['one2many', 'computed', 'id'].includes(kind)
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  map.set(key, [...(map.get(key) ?? []), value])
}
