import { DateTime } from 'luxon'
import pg from 'pg'
import { isStored, type GroupNames, type Many2Many } from '../domains/fields.ts'
import { fieldsAsked } from '../domains/node.ts'
import { isUuid } from '../environment/scope.ts'
import { ModelCatalogue } from '../models/catalogue.ts'
import { draftedValue } from '../models/drafted_value.ts'
import { readInput, type InputFault } from '../models/field_input.ts'
import { quote } from '../models/clauses.ts'
import type { Model } from '../models/model.ts'
import { partsOf } from '../models/translated_value.ts'
import type { Operation } from './declarations.ts'
import { E_INVALID_INPUT, E_NO_SUCH_RECORD } from './errors.ts'
import { GroupPairs } from './group_pairs.ts'
import { ReadableRecords, spread } from './readable_records.ts'
import { guardRefusal } from './refusals.ts'

export type Input = Readonly<Record<string, unknown>>

/**
 * The records of one model as the current asker may reach them: the one door for screens, the
 * API, jobs and webhooks. Every read and write passes model access, record rules and field
 * access; what the asker may not read does not exist for them.
 */
export class Records<C extends typeof Model> extends ReadableRecords<C> {
  /** Finds one record for an operation. Throws E_ACCESS_DENIED, E_NO_SUCH_RECORD. */
  async find(id: string, operation: Operation = 'read'): Promise<InstanceType<C>> {
    this.require(operation)
    const isRead = this.allows('read') && isUuid(id) && (await this.#reaches(id, 'read'))
    if (!isRead) throw new E_NO_SUCH_RECORD()
    if (operation !== 'read' && !(await this.#reaches(id, operation))) this.deny(operation)
    const record = await this.model.find(id)
    if (!record) throw new E_NO_SUCH_RECORD()
    return record as InstanceType<C>
  }

  /** Finds several records for an operation. Throws as `find` does where it would for one of them. */
  async findEach(ids: readonly string[], operation: Operation): Promise<InstanceType<C>[]> {
    if (ids.length === 0) return []
    this.require(operation)
    const read = this.allows('read') ? await this.reached(ids, 'read') : new Set<string>()
    if (ids.some((id) => !read.has(id))) throw new E_NO_SUCH_RECORD()
    const reached = await this.reached(ids, operation)
    if (ids.some((id) => !reached.has(id))) this.deny(operation)
    return this.model.query().whereIn('id', [...ids]) as unknown as Promise<InstanceType<C>[]>
  }

  /** Creates a record from input. Throws E_ACCESS_DENIED, E_INVALID_INPUT with every fault. */
  async create(input: Input): Promise<InstanceType<C>> {
    this.require('create')
    const record = new this.model() as InstanceType<C>
    const names = this.inOrder([...this.writable.keys(), ...this.translationsIn(input)])
    const links = await this.#fill(record, { ...this.ownValues, ...input }, names)
    await this.#save(record, links)
    await this.#confirm(record, 'create', input)
    return record
  }

  /**
   * Writes the given fields of a record. Throws E_ACCESS_DENIED, E_INVALID_INPUT, E_STALE_RECORD.
   */
  async update(record: InstanceType<C>, input: Input): Promise<void> {
    this.require('write')
    const names = this.inOrder(Object.keys(input).filter((name) => this.inputField(name)))
    const links = await this.#fill(record, input, names)
    if (Object.keys(record.$dirty).length === 0 && links.size > 0) record.updatedAt = DateTime.now()
    await this.#save(record, links)
    await this.#confirm(record, 'write', input)
  }

  /**
   * Puts input into a record that is not to be saved: what is sound, and links to what the asker may
   * read. Other fields stay as they are.
   */
  async draft(record: InstanceType<C>, input: Input): Promise<void> {
    const faults: Record<string, InputFault> = {}
    const names = Object.keys(input).filter((name) => {
      const field = this.inputField(name)
      const value = field && draftedValue(field, input[name])
      if (value !== undefined) record.setFieldValue(name, value)
      return value !== undefined
    })
    await this.#checkLinks(record, names, new Map(), faults)
    for (const name of Object.keys(faults)) record.setFieldValue(name, null)
  }

  async delete(record: InstanceType<C>): Promise<void> {
    this.require('delete')
    await record.delete()
  }

  /**
   * A new record belongs to the location the asker works in, where there is only one, and to the
   * asker.
   */
  get ownValues(): Input {
    const { locationIds, userId } = this.asker
    const has = (name: string) => Object.hasOwn(this.model.allFields, name)
    return {
      ...(has('location') && locationIds?.length === 1 ? { location: locationIds[0] } : {}),
      ...(has('owner') && userId ? { owner: userId } : {}),
    }
  }

  async #save(record: Model, links: Map<string, string[]>) {
    try {
      await record.save()
      await this.#link(record, links)
    } catch (error) {
      throw guardRefusal(error) ?? error
    }
  }

  /** Reads input into the record and returns the links of many, which are written after it. */
  async #fill(record: Model, input: Input, names: string[]) {
    const faults: Record<string, InputFault> = {}
    const links = new Map<string, string[]>()
    for (const name of names) {
      if (this.isLeftOut(name, input)) continue
      const field = this.inputField(name)!
      const result = readInput(field, input[name])
      if (result.fault) faults[name] = result.fault
      else if (['many2many', 'groups'].includes(field.kind)) {
        links.set(name, (result.value as string[]) ?? [])
      } else if (isStored(field)) record.setFieldValue(name, result.value)
    }
    checkConstraints(record, names, faults)
    await this.#checkLinks(record, names, links, faults)
    if (Object.keys(faults).length > 0) throw new E_INVALID_INPUT(faults)
    return links
  }

  /** A link may only lead to a record that the asker may read; others look as if they were not. */
  async #checkLinks(
    record: Model,
    names: string[],
    links: Map<string, string[]>,
    faults: Record<string, InputFault>
  ) {
    for (const name of names) {
      const field = this.inputField(name)!
      if (field.kind === 'groups' && links.has(name)) {
        const pairs = new GroupPairs(field as GroupNames, record.id)
        const fault = await pairs.faultOf(links.get(name)!, this.policy)
        if (fault) faults[name] = fault
      }
      if (field.kind !== 'many2one' && field.kind !== 'many2many') continue
      const isMany = field.kind === 'many2many'
      const changed = isMany || record.hasChanged(name)
      const ids = isMany ? (links.get(name) ?? []) : [record.fieldValue(name)].filter(isUuid)
      if (faults[name] || !changed || ids.length === 0) continue
      const target = (field as unknown as { target: () => typeof Model }).target()
      const related = new Records(target, this.policy)
      const reachable = related.allows('read')
        ? await this.environment.query(
            ...spread(related.select({ fields: ['id'], order: [], ids, limit: ids.length }))
          )
        : []
      if (reachable.length !== ids.length) faults[name] = { key: 'ui.error.record' }
      else if (await this.#isLoop(record, name, target)) faults[name] = { key: 'ui.error.loop' }
    }
  }

  /** Whether the record would be above itself in the tree that the field `parent` makes. */
  async #isLoop(record: Model, name: string, target: typeof Model): Promise<boolean> {
    const parentId = (record as unknown as { parentId?: string | null }).parentId
    if (name !== 'parent' || target.table !== this.model.table || !parentId) return false
    const table = pg.escapeIdentifier(target.table)
    const above = await this.environment.query(
      `with recursive above as (
         select id, parent_id from ${table} where tenant_id = $1 and id = $2
         union select t.id, t.parent_id from ${table} t join above a on t.id = a.parent_id
         where t.tenant_id = $1
       ) select from above where id = $3`,
      [this.asker.tenantId, parentId, record.id]
    )
    return above.length > 0
  }

  async #link(record: Model, links: Map<string, string[]>) {
    for (const [name, ids] of links) {
      const field = this.writable.get(name)!
      if (field.kind === 'groups') {
        await new GroupPairs(field as GroupNames, record.id).write(ids)
        continue
      }
      const relation = record.related(name as never) as unknown as {
        sync(ids: string[]): Promise<void>
      }
      await relation.sync([...ids, ...(await this.#hiddenLinks(record, name))])
    }
  }

  /** Links to records that the asker may not read: they stay as they are. */
  async #hiddenLinks(record: Model, name: string): Promise<string[]> {
    const field = this.model.allFields[name] as Many2Many<typeof Model>
    const target = field.target()
    if (this.policy.reach(this.asker, target) === null) return []
    const { table, key, otherKey } = field.through
    const pairs = await this.environment.query<{ id: string }>(
      `select ${quote(otherKey)} as id from ${quote(table)} where tenant_id = $1 and ${quote(key)} = $2`,
      [this.asker.tenantId, record.id]
    )
    const ids = pairs.map(({ id }) => id)
    const related = new Records(target, this.policy)
    const seen = related.allows('read')
      ? await this.environment.query<{ id: string }>(
          ...spread(related.select({ fields: ['id'], order: [], ids, limit: ids.length }))
        )
      : []
    return ids.filter((id) => !seen.some((each) => each.id === id))
  }

  /** What was written must itself meet the rules: nobody may write a record out of their reach. */
  async #confirm(record: Model, operation: Operation, input: Input) {
    if (await this.#reaches(record.id, operation)) return
    const condition = this.policy.condition(this.asker, this.model, operation)
    const names = condition ? fieldsAsked(condition) : new Set<string>()
    const blamed = Object.keys(input).filter((name) => names.has(name) && this.shows(name))
    if (blamed.length === 0) this.deny(operation)
    const fault = { key: 'ui.error.outOfReach' }
    throw new E_INVALID_INPUT(Object.fromEntries(blamed.map((name) => [name, fault])))
  }

  async #reaches(id: string, operation: Operation): Promise<boolean> {
    return (await this.reached([id], operation)).has(id)
  }
}

/** What models demand beside what their fields say; each message stands beside one field. */
export function checkConstraints(
  record: Model,
  names: string[],
  faults: Record<string, InputFault>
) {
  const model = record.constructor as typeof Model
  const written = new Set(names.map((name) => partsOf(name).field))
  for (const { fields, check } of ModelCatalogue.inForce.constraintsOf(model)) {
    const isAsked = fields.some((name) => written.has(name))
    const isRead = fields.every((name) => !faults[name])
    const answer = isAsked && isRead ? check(record as never) : null
    if (answer) faults[fields[0]!] = typeof answer === 'string' ? { text: answer } : answer
  }
}
