import { DateTime } from 'luxon'
import { targetOf } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import type { WordOptions } from '../domains/phrases.ts'
import { toWords } from '../domains/words.ts'
import { Environment } from '../environment/environment.ts'
import { isUuid, systemAsker, type Asker } from '../environment/scope.ts'
import type { Model } from '../models/model.ts'
import { quote } from '../models/clauses.ts'
import { COUNT_BOUND, countStatement } from '../models/select.ts'
import { conditionsStatement, isMet } from './conditions.ts'
import type { Operation, RecordRule } from './declarations.ts'
import type { AccessPolicy } from './policy.ts'
import { concerns, ruleNode } from './policy.ts'

/** Whether somebody may do something: with a model, with one of its records, with a field. */
export interface AccessQuestion {
  model: typeof Model
  operation: Operation
  id: string | null
  field: string | null
}

/** One thing that was looked at, as a key of `ui.access.step` with its values. */
export interface AccessStep {
  /** `note` decides nothing. */
  verdict: 'yes' | 'no' | 'note'
  key: string
  values: Readonly<Record<string, string | number>>
}

export interface AccessExplanation {
  allowed: boolean
  steps: AccessStep[]
}

/**
 * Says step by step why somebody may do something, or may not: groups, model access, location,
 * every rule, the field. Rules are asked of the database in the scope of whom it is about, so that
 * the answer is what they would get.
 */
export class AccessExplainer {
  #policy: AccessPolicy
  #subject: Asker
  #words: WordOptions

  constructor(policy: AccessPolicy, subject: Asker, words: WordOptions) {
    this.#policy = policy
    this.#subject = subject
    this.#words = words
  }

  async explain(question: AccessQuestion): Promise<AccessExplanation> {
    const { model, operation, id, field } = question
    const steps = [this.groupsHeld(), ...this.#modelSteps(model, operation)]
    if (id !== null && operation !== 'create') steps.push(...(await this.#recordSteps(question)))
    else if (steps.every(({ verdict }) => verdict !== 'no')) {
      steps.push(...(await this.#listSteps(model, operation)))
    }
    if (field !== null) steps.push(...this.#fieldSteps(model, field, operation))
    return { allowed: steps.every(({ verdict }) => verdict !== 'no'), steps }
  }

  /** The roles and groups of the subject, which decide nothing by themselves. */
  groupsHeld(): AccessStep {
    const names = [...this.#subject.groups]
    return note(names.length > 0 ? 'groups' : 'noGroups', { groups: this.titles(names) })
  }

  /** Nobody writes what they may not read. */
  #modelSteps(model: typeof Model, operation: Operation): AccessStep[] {
    const needed: Operation[] = operation === 'read' ? ['read'] : ['read', operation]
    return needed.flatMap((each) => this.#allowance(model, each))
  }

  #allowance(model: typeof Model, operation: Operation): AccessStep[] {
    const values = { operation: `{operation.${operation}}`, records: model.labels.many }
    const allowances = this.#policy.allowances(model, operation)
    const held = allowances.filter(({ group }) => this.#subject.groups.has(group.name))
    if (held.length === 0) {
      const groups = this.titles(allowances.map(({ group }) => group.name))
      return [no(groups ? 'modelNo' : 'modelNobody', { ...values, groups })]
    }
    const groups = this.titles(held.map(({ group }) => group.name))
    const steps = [yes('modelYes', { ...values, groups })]
    if (this.#policy.isShutOut(this.#subject, model, operation)) {
      const giving = this.#policy.rules(model, operation).filter((rule) => !rule.limits)
      const named = giving.flatMap((rule) => rule.groups.map(({ name }) => name))
      steps.push(no('shutOut', { ...values, groups: this.titles(named) }))
    }
    return steps
  }

  async #recordSteps({ model, operation, id }: AccessQuestion): Promise<AccessStep[]> {
    const record = isUuid(id) ? await this.#located(model, id) : null
    if (!record) return [no('noRecord', { record: model.labels.one })]
    const needed: Operation[] = operation === 'read' ? ['read'] : ['read', operation]
    const rules = needed.map((each) => this.#rulesOf(model, each))
    const nodes = rules.flat().map((rule) => ruleNode(rule, this.#subject))
    const met = await this.#met(model, id!, nodes)
    const place = this.#location(record.location, met !== null)
    if (!met) return place
    const steps = [...place]
    let index = 0
    for (const [position, each] of needed.entries()) {
      const own = rules[position]!
      const results = own.map((rule) => ({ rule, node: nodes[index]!, met: met[index++]! }))
      steps.push(...this.#ruleSteps(model, each, results))
    }
    return steps
  }

  #rulesOf(model: typeof Model, operation: Operation): RecordRule[] {
    return this.#policy.rules(model, operation).filter((rule) => concerns(rule, this.#subject))
  }

  #location(location: string | null, isReached: boolean): AccessStep[] {
    if (!isReached) return [no('locationNo', { location: location ?? '' })]
    return [location === null ? note('locationNone', {}) : yes('locationYes', { location })]
  }

  #ruleSteps(
    model: typeof Model,
    operation: Operation,
    results: { rule: RecordRule; node: DomainNode; met: boolean }[]
  ): AccessStep[] {
    const values = ({ rule, node }: (typeof results)[number]) => ({
      title: rule.title,
      condition: toWords(node, this.#words),
      operation: `{operation.${operation}}`,
      records: model.labels.many,
      groups: this.titles(rule.groups.map(({ name }) => name)),
    })
    const limiting = results.filter(({ rule }) => rule.limits)
    const giving = results.filter(({ rule }) => !rule.limits)
    const steps = limiting.map((each) =>
      each.met ? yes('limitMet', values(each)) : no('limitNotMet', values(each))
    )
    const given = giving.filter(({ met }) => met)
    if (given.length > 0) return [...steps, ...given.map((each) => yes('given', values(each)))]
    if (giving.length === 0) return steps
    return [...steps, ...giving.map((each) => no('notGiven', values(each)))]
  }

  /** What rules say about a whole list, and how much of it is reached. */
  async #listSteps(model: typeof Model, operation: Operation): Promise<AccessStep[]> {
    const rules = this.#rulesOf(model, operation).map((rule) =>
      note(rule.limits ? 'ruleLimits' : 'ruleGives', {
        title: rule.title,
        condition: toWords(ruleNode(rule, this.#subject), this.#words),
      })
    )
    if (operation === 'create') return rules
    const condition = this.#policy.condition(this.#subject, model, operation)
    const total = await count(this.#system, model, null)
    const reached = await count(this.#subject, model, condition)
    return [...rules, note('count', { reached, total, records: model.labels.many })]
  }

  #fieldSteps(model: typeof Model, name: string, operation: Operation): AccessStep[] {
    const field = Object.hasOwn(model.allFields, name) ? model.allFields[name]! : null
    if (!field) return [no('noField', { field: name, records: model.labels.many })]
    const values = { field: field.options.label }
    const steps = [name, ...(field.options.depends ?? [])].flatMap((part) =>
      this.#partSteps(model, part)
    )
    if (steps.length === 0) steps.push(yes('fieldFree', values))
    const isFixed = field.options.readonly || field.options.generated || field.kind === 'one2many'
    if (operation !== 'read' && isFixed) steps.push(no('fieldReadonly', values))
    return steps
  }

  /** Who may see a field, or one behind a link, `stage.probability`, or of lines, `deals.value`. */
  #partSteps(model: typeof Model, path: string): AccessStep[] {
    const [name, behind] = path.split('.') as [string, string?]
    const field = model.allFields[name]!
    const steps = this.#policy.fieldGroups(model, name).map((groups) => {
      const held = groups.some((group) => this.#subject.groups.has(group))
      const about = { field: field.options.label, groups: this.titles(groups) }
      return held ? yes('fieldYes', about) : no('fieldNo', about)
    })
    if (behind === undefined) return steps
    const target = targetOf(field) as typeof Model
    return [...steps, ...this.#allowance(target, 'read'), ...this.#partSteps(target, behind)]
  }

  /** Groups by their titles, in one text. */
  titles(names: readonly string[]): string {
    const titles = names.map((name) => this.#policy.groups.get(name)?.title ?? name)
    return [...new Set(titles)].sort().join(', ')
  }

  /** Everything of the tenant, without the limits of anybody. */
  get #system(): Asker {
    const { tenantId, catalogue } = this.#subject
    return { ...systemAsker({ tenantId, userId: null, locationIds: null }), catalogue }
  }

  async #located(model: typeof Model, id: string): Promise<{ location: string | null } | null> {
    const isLocated = Object.hasOwn(model.allFields, 'location')
    const name = isLocated ? 'l.name' : 'null::text'
    const join = isLocated
      ? 'left join locations l on l.tenant_id = t.tenant_id and l.id = t.location_id'
      : ''
    const [rows] = await new Environment(this.#system).read([
      {
        text: `select ${name} as location from ${quote(model.table)} t ${join} where t.tenant_id = $1 and t.id = $2`,
        values: [this.#subject.tenantId, id],
      },
    ])
    return (rows![0] as { location: string | null } | undefined) ?? null
  }

  /** Which conditions the record meets; null where the database does not show it to the subject. */
  async #met(
    model: typeof Model,
    id: string,
    nodes: readonly DomainNode[]
  ): Promise<boolean[] | null> {
    const [rows] = await new Environment(this.#subject).read([
      conditionsStatement(this.#subject, model, id, nodes),
    ])
    const row = rows![0]
    return row ? nodes.map((_, index) => isMet(row, index)) : null
  }
}

async function count(asker: Asker, model: typeof Model, rule: DomainNode | null): Promise<number> {
  const selection = { model, fields: [], where: [], rule, order: [], limit: COUNT_BOUND + 1 }
  const context = { tenantId: asker.tenantId, timeZone: asker.timeZone, now: DateTime.now() }
  const [rows] = await new Environment(asker).read([countStatement(selection, context)])
  return Number(rows![0]!.count)
}

type Values = AccessStep['values']
export const yes = (key: string, values: Values): AccessStep => ({ verdict: 'yes', key, values })
export const no = (key: string, values: Values): AccessStep => ({ verdict: 'no', key, values })
export const note = (key: string, values: Values): AccessStep => ({ verdict: 'note', key, values })
