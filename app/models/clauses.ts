import pg from 'pg'
import { columnExpression, storedExpression, translation } from '../domains/column.ts'
import { targetOf, type AskedModel, type Field } from '../domains/fields.ts'
import type { DomainNode } from '../domains/node.ts'
import { Parameters } from '../domains/parameters.ts'
import { toSql, type SqlOptions } from '../domains/sql.ts'
import type { Asker } from '../environment/scope.ts'
import { plannedIds, type PlannedAsked } from './planned.ts'
import { soughtCondition, type SoughtWord } from './sought.ts'
import { partsOf } from './translated_value.ts'

export const quote = pg.escapeIdentifier

/** Which records of a model a statement is about. */
export interface Asked {
  model: AskedModel
  /** Conditions that were asked for, all of which must hold. */
  where: readonly DomainNode[]
  /** What the record rules demand. Inside a rule no other rule is applied. */
  rule: DomainNode | null
  /** Ids to choose from, where a search has found them already. */
  ids?: readonly string[]
  /** Texts that the searchable column must contain, where a search found too many ids. */
  containing?: readonly string[]
  /** Words of a search that looks behind links as well, all of which records must have. */
  sought?: readonly SoughtWord[]
  /** Only so many records about which something is planned, those on which it is due first. */
  mostPlanned?: number
  /** Only records about which something is planned. */
  planned?: PlannedAsked
}

/** What a statement needs to know besides. */
export type SelectContext = Pick<Asker, 'tenantId' | 'timeZone' | 'tenantLanguage'> &
  Pick<SqlOptions, 'ruleOf' | 'now' | 'firstWeekday'> & {
    /** Whether the titles of linked records of this model may be shown. */
    showsTitles?: (model: AskedModel) => boolean
  }

/**
 * The parts that statements about the records of a model share: parameters, conditions and the
 * joins that bring titles of linked records. The model's table is called `t`.
 */
export class Clauses {
  readonly parameters: Parameters
  /** The parameter that holds the tenant. */
  readonly tenant: string
  readonly model: AskedModel
  #asked: Asked
  #context: SelectContext
  #joins = new Map<string, { alias: string; target: AskedModel }>()

  /** Parts of one statement share their `parameters`. */
  constructor(asked: Asked, context: SelectContext, parameters = new Parameters()) {
    this.parameters = parameters
    this.#asked = asked
    this.#context = context
    this.model = asked.model
    this.tenant = this.parameters.add(context.tenantId, 'uuid')
  }

  field(name: string): Field {
    if (!Object.hasOwn(this.model.allFields, name)) {
      throw new Error(`${this.model.name} has no field "${name}"`)
    }
    return this.model.allFields[name]!
  }

  /**
   * The value of a translated field in one language alone, `name:de`; in that of the tenant the stored
   * one, where it has no other. Null for any other name.
   */
  translation(asked: string): string | null {
    const { field: name, language } = partsOf(asked)
    if (language === null) return null
    const field = this.field(name)
    if (!field.options.translate) throw new Error(`${this.model.name}.${name} has one language`)
    const value = translation('t', name, field, language)
    if (language !== this.#context.tenantLanguage) return value
    return `coalesce(${value}, ${storedExpression('t', name, field)})`
  }

  /**
   * The name that the linked table of a many2one has in the statement, joined once. Links to what the
   * asker may not see meet no row there.
   */
  joined(name: string): string {
    let join = this.#joins.get(name)
    if (!join) {
      const target = targetOf(this.field(name))
      this.#joins.set(name, (join = { alias: `j${this.#joins.size + 1}`, target }))
    }
    return join.alias
  }

  /** The title of a linked record; null where the record or its title may not be seen. */
  title(name: string): string {
    const target = targetOf(this.field(name))
    if (!this.showsTitles(target)) return 'null::text'
    return titleExpression(this.joined(name), target)
  }

  /** The joins that titles need; to be asked for when all else is written. */
  joins(): string[] {
    return [...this.#joins].map(([name, { alias, target }]) => {
      const column = columnExpression('t', name, this.field(name))
      const conditions = [
        `${alias}.tenant_id = t.tenant_id and ${alias}.id = ${column}`,
        ...this.ruleFor(target, alias),
      ]
      return `left join ${quote(target.table)} ${alias} on ${conditions.join(' and ')}`
    })
  }

  showsTitles(model: AskedModel): boolean {
    return this.#context.showsTitles?.(model) ?? true
  }

  /** What the record rules demand of a linked record. */
  ruleFor(model: AskedModel, alias: string): string[] {
    const rule = this.#context.ruleOf?.(model)
    const options = { ...this.#sqlOptions, model, alias, ruleOf: undefined, asStored: true }
    return rule ? [toSql(rule, options)] : []
  }

  /** A condition about a record, as an expression that is true, false or null. */
  condition(node: DomainNode): string {
    return toSql(node, { ...this.#sqlOptions, model: this.model, alias: 't' })
  }

  /** The conditions of the records, all of which must hold. */
  conditions(): string[] {
    const { where, rule, ids, containing, sought = [], mostPlanned, planned } = this.#asked
    const options = { ...this.#sqlOptions, model: this.model, alias: 't' }
    const conditions = [`t.tenant_id = ${this.tenant}`]
    for (const node of where) conditions.push(toSql(node, options))
    if (rule) conditions.push(toSql(rule, { ...options, ruleOf: undefined, asStored: true }))
    if (ids) conditions.push(`t.id = any(${this.parameters.add(ids, 'uuid[]')})`)
    if (containing) {
      const patterns = this.parameters.add(containing, 'text[]')
      conditions.push(`t.search_text like all (${patterns})`)
    }
    for (const word of sought) {
      const toCondition = (node: DomainNode) => this.condition(node)
      conditions.push(soughtCondition(this.model, word, this.parameters, toCondition))
    }
    if (mostPlanned) conditions.push(`t.id = any(array(${this.#planned(mostPlanned)}))`)
    if (planned) {
      const found = plannedIds(this.tenant, this.model.table, planned, this.parameters)
      conditions.push(`t.id = any(array(${found}))`)
    }
    return conditions
  }

  #planned(most: number) {
    return `select a.record_id from activities a where a.tenant_id = ${this.tenant}
      and a.record_table = ${this.parameters.add(this.model.table, 'text')} and a.done_at is null
      group by a.record_id order by min(a.due_on), a.record_id limit ${literal(most)}`
  }

  get #sqlOptions() {
    return { ...this.#context, parameters: this.parameters, tenantParameter: this.tenant }
  }
}

/** What names the record of the model that the statement calls `alias`. */
export function titleExpression(alias: string, model: AskedModel): string {
  const field = model.allFields[model.titleField]
  if (!field) throw new Error(`${model.name} has no field "${model.titleField}"`)
  return columnExpression(alias, model.titleField, field)
}

/**
 * A limit is written into the statement. As a parameter it would make PostgreSQL plan the list
 * anew for every page, which takes as long as reading it: 0.9 ms beside 1.3 ms.
 */
export function literal(limit: number): string {
  if (!Number.isSafeInteger(limit)) throw new RangeError(`"${limit}" is not a limit`)
  return String(limit)
}

/** The column that says from which part of a statement of several a row is. */
export const BRANCH = 'branch'
