import { DateTime } from 'luxon'
import type { AskedModel, Field } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import { parseDomain } from '../domains/parse.ts'
import type { MayAsk } from '../domains/path.ts'
import { firstWeekdayOf } from '../domains/weeks.ts'
import { Environment, type Statement } from '../environment/environment.ts'
import {
  aggregateEachStatement,
  aggregateStatement,
  type Aggregation,
} from '../models/aggregate.ts'
import type { SelectContext } from '../models/clauses.ts'
import { hitsStatement, type HitsAsked } from '../models/hits.ts'
import type { Model } from '../models/model.ts'
import {
  countStatement,
  selectEachStatement,
  selectStatement,
  type ByColumn,
  type Selection,
} from '../models/select.ts'
import type { Operation } from './declarations.ts'
import { E_ACCESS_DENIED } from './errors.ts'
import { INTERNAL } from './groups.ts'
import type { AccessPolicy } from './policy.ts'
import { conversationStatement, type ConversationAsked } from '../models/conversation.ts'
import { nameIn, partsOf } from '../models/translated_value.ts'
import { soughtStatement } from '../models/sought_statement.ts'
import { trackedChanges, trackedOf } from '../models/tracked_changes.ts'
import type { Parameters } from '../domains/parameters.ts'

type Without<Question> = Omit<Question, 'model' | 'where' | 'rule'> & {
  where?: readonly DomainNode[]
}

/** A language as input names it: `de`, `pt-BR`. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** The records that a many2one leads to, and which of them are asked for. */
export interface ColumnRecords {
  of: ReadableRecords<typeof Model>
  asked: Without<Selection>
}

/**
 * What the current asker may read and ask of the records of one model: statements with the record
 * rules inside, of the fields that they may see. `Records` adds finding and writing.
 */
export class ReadableRecords<C extends typeof Model> {
  readonly model: C
  protected readonly policy: AccessPolicy
  /** The environment in which it is asked. */
  readonly environment = Environment.current()

  constructor(model: C, policy: AccessPolicy) {
    this.model = model
    this.policy = policy
  }

  protected get asker() {
    return this.environment.asker
  }

  allows(operation: Operation): boolean {
    const isAllowed = this.policy.allows(this.asker, this.model, operation)
    return isAllowed && (operation !== 'create' || this.#canFill)
  }

  /** A record cannot be created by somebody who may not fill a field that it needs. */
  get #canFill(): boolean {
    return Object.entries(this.model.allFields).every(([name, { kind, options }]) => {
      const isAsked = options.required && !options.readonly && !options.generated
      return !isAsked || kind === 'boolean' || options.default !== undefined || this.shows(name)
    })
  }

  /** The fields that the asker may see, by name. */
  get fields(): ReadonlyMap<string, Field> {
    return this.policy.visibleFields(this.asker, this.model)
  }

  /** Whether the model has this field and the asker may see it. */
  shows(name: string): boolean {
    return this.policy.allowsField(this.asker, this.model, name)
  }

  /** Whether the asker may know who saved a record: people from outside are told of nobody. */
  get showsAuthors(): boolean {
    return this.shows('updatedBy') && this.asker.groups.has(INTERNAL)
  }

  /**
   * What the asker asks in the notation of domains, checked. A field that they may not see does
   * not exist for it, wherever a path leads; `within` narrows further. Throws DomainError.
   */
  domain(asked: unknown, within?: MayAsk): DomainNode {
    return this.policy.parse(this.asker, this.model, asked, within)
  }

  /**
   * The condition that leaves archived records out, or only them in; nothing where the model knows
   * no archive. It is the house's own and holds for those who may not see the field, too.
   */
  unarchived(active = true): DomainNode[] {
    if (!Object.hasOwn(this.model.allFields, 'active')) return []
    return [parseDomain(this.model, [['active', '=', active]])]
  }

  /**
   * A statement for the records that meet the selection. Fields that the asker may not see are
   * left out, of the order as well. Throws E_ACCESS_DENIED.
   */
  select(asked: Without<Selection>): Statement {
    return selectStatement(this.#selection(asked), this.#context)
  }

  /** One statement for several selections of the same fields; see `selectEachStatement`. */
  selectEach(asked: readonly Without<Selection>[]): Statement {
    const selections = asked.map((each) => this.#selection(each))
    return selectEachStatement(selections, this.#context)
  }

  /**
   * A statement for the first records of each option of a selection, or of each record that a
   * many2one leads to.
   */
  selectByColumn(
    asked: Without<Selection>,
    { name, records, limits }: Pick<ByColumn, 'name' | 'limits'> & { records?: ColumnRecords }
  ): Statement {
    const linked = records && {
      records: records.of.#selection(records.asked),
      located: records.of.#isLocated,
    }
    const byColumn = { name, limits, ...linked }
    return selectStatement({ ...this.#selection(asked), byColumn }, this.#context)
  }

  /**
   * A statement for the ids of the records that the asker reaches for an operation besides reading;
   * null where its rules say the same.
   */
  narrower(operation: Operation, asked: Omit<Without<Selection>, 'fields'>): Statement | null {
    const rule = this.policy.condition(this.asker, this.model, operation)
    const reading = this.policy.condition(this.asker, this.model, 'read')
    if (!rule || JSON.stringify(rule) === JSON.stringify(reading)) return null
    return selectStatement({ ...this.#selection({ ...asked, fields: [] }), rule }, this.#context)
  }

  /** A statement that counts the same records, up to the limit. */
  count(asked: Without<Selection>): Statement {
    return countStatement(this.#selection(asked), this.#context)
  }

  /** Fields that input may write. */
  get writable(): ReadonlyMap<string, Field> {
    return this.policy.writableFields(this.asker, this.model)
  }

  /**
   * The field that a name of input means: one that may be written, or a translated one in a language,
   * `name:de`. In another language than that of the tenant nothing has to be said.
   */
  inputField(name: string): Field | undefined {
    const { field: own, language } = partsOf(name)
    if (language === null) return this.writable.get(name)
    const field = this.writable.get(own)
    if (!field?.options.translate || !LANGUAGE.test(language)) return undefined
    if (language === this.asker.tenantLanguage) return field
    return { ...field, options: { ...field.options, required: false, default: undefined } }
  }

  /**
   * Names of input in the order in which they are written: what is said in the language of the tenant
   * first, so that it is stored and what is said in others stands beside it.
   */
  inOrder(names: Iterable<string>): string[] {
    const { tenantLanguage } = this.asker
    const place = (name: string) => {
      const { language } = partsOf(name)
      if (language === null) return 1
      return language === tenantLanguage ? 0 : 2
    }
    return [...new Set(names)].sort((one, other) => place(one) - place(other))
  }

  /** Whether input leaves a field out and may: it has a default, or is said in the tenant's language. */
  isLeftOut(name: string, input: Readonly<Record<string, unknown>>): boolean {
    if (Object.hasOwn(input, name)) return false
    const { default: value, translate } = this.inputField(name)!.options
    if (value !== undefined) return true
    const { tenantLanguage } = this.asker
    return Boolean(
      translate && tenantLanguage && Object.hasOwn(input, nameIn(name, tenantLanguage))
    )
  }

  /** The names of input that mean a translated field in a language. */
  translationsIn(input: Readonly<Record<string, unknown>>): string[] {
    return Object.keys(input).filter(
      (name) => partsOf(name).language !== null && this.inputField(name)
    )
  }

  /** Those of some records that the asker reaches for an operation. */
  async reached(ids: readonly string[], operation: Operation): Promise<Set<string>> {
    if (ids.length === 0) return new Set()
    const rule = this.policy.condition(this.asker, this.model, operation)
    const { model } = this
    const selection = { model, fields: ['id'], order: [], limit: ids.length, ids, where: [], rule }
    const rows = await this.environment.query<{ id: string }>(
      ...spread(selectStatement(selection, this.#context))
    )
    return new Set(rows.map(({ id }) => id))
  }

  /**
   * A statement for groups of records with their numbers and measures; see `groupsOf`. Levels and
   * measures of fields that the asker may not see are left out. Throws E_ACCESS_DENIED.
   */
  aggregate(asked: Without<Aggregation>): Statement {
    return aggregateStatement(this.#aggregation(asked), this.#context)
  }

  /** One statement for several aggregations of one level; see `aggregateEachStatement`. */
  aggregateEach(asked: readonly Without<Aggregation>[]): Statement {
    const aggregations = asked.map((each) => this.#aggregation(each))
    return aggregateEachStatement(aggregations, this.#context)
  }

  #aggregation(asked: Without<Aggregation>): Aggregation {
    this.require('read')
    const { model } = this
    const rule = this.policy.condition(this.asker, model, 'read')
    const groupBy = asked.groupBy.filter(({ name }) => this.shows(name))
    const measures = asked.measures.filter(({ name }) => this.shows(name))
    return { ...asked, model, rule, where: asked.where ?? [], groupBy, measures }
  }

  /** A statement for records that contain some words; see `hitsStatement`. Throws E_ACCESS_DENIED. */
  hits(asked: HitsAsked): Statement {
    this.require('read')
    const rule = this.policy.condition(this.asker, this.model, 'read')
    return hitsStatement({ ...asked, model: this.model, rule }, this.#context)
  }

  /**
   * A statement that looks for each of some patterns in the texts of records, and of those that
   * many2ones lead to, by conditions on these; see `soughtStatement`. Throws E_ACCESS_DENIED.
   */
  sought(
    patterns: readonly string[],
    links: readonly { target: typeof Model; conditions: readonly DomainNode[] }[]
  ): Statement {
    this.require('read')
    const asked = links.map((link) => ({
      ...link,
      rule: this.policy.reach(this.asker, link.target),
    }))
    return soughtStatement(this.model, patterns, asked, this.#context)
  }

  /**
   * A statement for what was said about a record, and to those who work here what changed of it; see
   * `conversationStatement`. Throws E_ACCESS_DENIED.
   */
  conversation({ recordId, ...asked }: Omit<ConversationAsked, 'record'> & { recordId: string }) {
    this.require('read')
    const { model } = this
    const changed = { model, tracked: trackedOf(this.fields), recordId, ...asked }
    const changes = (parameters: Parameters) => trackedChanges(changed, this.#context, parameters)
    const record = { table: model.table, id: recordId }
    const { tenantId } = this.asker
    return conversationStatement(tenantId, { record, ...asked }, asked.isInternal ? changes : null)
  }

  #selection(asked: Without<Selection>): Selection {
    this.require('read')
    const rule = this.policy.condition(this.asker, this.model, 'read')
    const fields = asked.fields.filter((name) => this.shows(partsOf(name).field))
    const order = asked.order.filter(({ name }) => this.shows(name))
    return { ...asked, fields, order, model: this.model, where: asked.where ?? [], rule }
  }

  /** Whether the asker reaches only records of their locations. */
  get #isLocated(): boolean {
    return this.asker.locationIds !== null && Object.hasOwn(this.model.allFields, 'location')
  }

  get #context(): SelectContext {
    return {
      tenantId: this.asker.tenantId,
      timeZone: this.asker.timeZone,
      tenantLanguage: this.asker.tenantLanguage,
      firstWeekday: firstWeekdayOf(this.asker.language),
      now: DateTime.now(),
      ruleOf: (model) => this.policy.reach(this.asker, model as typeof Model),
      showsTitles: (model: AskedModel) =>
        this.policy.allowsField(this.asker, model, model.titleField),
    }
  }

  /** Throws E_ACCESS_DENIED. */
  protected require(operation: Operation) {
    if (!this.allows(operation)) this.deny(operation)
  }

  protected deny(operation: Operation): never {
    throw new E_ACCESS_DENIED([operation, this.model.labels.many])
  }
}

/** A statement as the arguments of `Environment.query`. */
export function spread(statement: Statement): [string, unknown[]] {
  return [statement.text, statement.values ?? []]
}
