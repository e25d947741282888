import { v7 as uuidv7 } from 'uuid'
import { isStored, targetOf, type Field } from '../../domains/fields.ts'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import { readInput, type InputFault } from '../../models/field_input.ts'
import { isLocalPhone, LocalPhones } from '../../models/local_phones.ts'
import type { Model } from '../../models/model.ts'
import type { AccessPolicy } from '../policy.ts'
import { checkConstraints, Records, type Input } from '../records.ts'

/** A record of a batch, read and checked. */
export interface PreparedRecord {
  id: string
  /** Values of stored fields by name, ready to be stored. */
  values: Map<string, unknown>
  /** Ids of linked records by the names of many2many fields. */
  links: Map<string, string[]>
  faults: Record<string, InputFault>
}

/**
 * Reads the input of many records as `Records` reads that of one, and asks about all records that
 * they lead to with one statement for each model.
 */
export class BatchInput<C extends typeof Model> {
  #records: Records<C>
  #policy: AccessPolicy

  constructor(records: Records<C>, policy: AccessPolicy) {
    this.#records = records
    this.#policy = policy
  }

  /** Input of records that do not exist yet, with defaults for what it does not say. */
  async readNew(inputs: readonly Input[]): Promise<PreparedRecord[]> {
    const { ownValues, writable } = this.#records
    const prepared = inputs.map((input) => {
      const names = this.#records.inOrder([
        ...writable.keys(),
        ...this.#records.translationsIn(input),
      ])
      const record = this.#read(uuidv7(), { ...ownValues, ...input }, names)
      this.#giveDefaults(record)
      return record
    })
    await this.#completePhones(prepared)
    await this.#check(prepared)
    return prepared
  }

  /** Input of records that exist: only what it names. */
  async readChanges(changes: readonly { id: string; input: Input }[]): Promise<PreparedRecord[]> {
    const prepared = changes.map(({ id, input }) =>
      this.#read(
        id,
        input,
        this.#records.inOrder(Object.keys(input).filter((name) => this.#records.inputField(name)))
      )
    )
    await this.#completePhones(prepared, true)
    await this.#check(prepared)
    return prepared
  }

  #read(id: string, input: Input, names: readonly string[]): PreparedRecord {
    const record: PreparedRecord = { id, values: new Map(), links: new Map(), faults: {} }
    for (const name of names) {
      if (this.#records.isLeftOut(name, input)) continue
      const field = this.#records.inputField(name)!
      const result = readInput(field, input[name])
      if (result.fault) record.faults[name] = result.fault
      else if (field.kind === 'many2many') record.links.set(name, (result.value as string[]) ?? [])
      else if (isStored(field)) record.values.set(name, result.value)
    }
    return record
  }

  #giveDefaults({ values }: PreparedRecord) {
    for (const [name, { options }] of Object.entries(this.#records.model.allFields)) {
      if (options.default === undefined) continue
      if ((values.get(name) ?? null) === null) values.set(name, options.default)
    }
  }

  /** Puts the country before local numbers, as `completePhones` does for one record. */
  async #completePhones(prepared: readonly PreparedRecord[], areThere = false) {
    const { model } = this.#records
    const names = Object.keys(model.allFields).filter(
      (name) => model.allFields[name]!.kind === 'phone'
    )
    const local = prepared.filter(({ values }) =>
      names.some((name) => isLocalPhone(values.get(name)))
    )
    if (local.length === 0) return
    const phones = await LocalPhones.read()
    const places = areThere ? await this.#locationsOf(local) : new Map<string, unknown>()
    for (const { id, values } of local) {
      const place = values.has('location') ? values.get('location') : places.get(id)
      for (const name of names) {
        const value = values.get(name)
        if (isLocalPhone(value)) values.set(name, phones.international(value, place))
      }
    }
  }

  async #locationsOf(prepared: readonly PreparedRecord[]): Promise<Map<string, unknown>> {
    if (!Object.hasOwn(this.#records.model.allFields, 'location')) return new Map()
    const ids = prepared.map(({ id }) => id)
    const asked = { fields: ['location'], order: [], ids, limit: ids.length }
    const [rows] = await Environment.current().read([this.#records.select(asked)])
    return new Map(rows!.map((row) => [String(row.id), row.location]))
  }

  async #check(prepared: readonly PreparedRecord[]) {
    for (const [name, field] of this.#records.writable) {
      if (field.kind === 'many2one' || field.kind === 'many2many') {
        await this.#checkLinks(prepared, name, field)
      }
    }
    if (ModelCatalogue.inForce.constraintsOf(this.#records.model).length === 0) return
    for (const record of prepared) this.#checkConstraints(record)
  }

  /** A link may only lead to a record that the asker may read; others look as if they were not. */
  async #checkLinks(prepared: readonly PreparedRecord[], name: string, field: Field) {
    const idsOf = ({ values, links }: PreparedRecord) =>
      links.get(name) ?? [values.get(name)].filter(isUuid)
    const ids = [...new Set(prepared.flatMap(idsOf))]
    if (ids.length === 0) return
    const readable = await this.#readable(targetOf(field) as unknown as typeof Model, ids)
    for (const record of prepared) {
      const isReadable = idsOf(record).every((id) => readable.has(id))
      if (!isReadable) record.faults[name] ??= { key: 'ui.error.record' }
    }
  }

  async #readable(target: typeof Model, ids: string[]): Promise<Set<string>> {
    const records = new Records(target, this.#policy)
    if (!records.allows('read')) return new Set()
    const statement = records.select({ fields: ['id'], order: [], ids, limit: ids.length })
    const [rows] = await Environment.current().read([statement])
    return new Set(rows!.map(({ id }) => String(id)))
  }

  #checkConstraints({ values, faults }: PreparedRecord) {
    const record = new this.#records.model()
    for (const [name, value] of values) record.setFieldValue(name, value)
    checkConstraints(record, [...values.keys()], faults)
  }
}
