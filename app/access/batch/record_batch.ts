import { fieldsAsked } from '../../domains/node.ts'
import { Environment } from '../../environment/environment.ts'
import { forgetAnswers } from '../../models/answer_cache.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import type { Model } from '../../models/model.ts'
import type { Operation } from '../declarations.ts'
import type { AccessPolicy } from '../policy.ts'
import { Records, type Input } from '../records.ts'
import { BatchInput, type PreparedRecord } from './batch_input.ts'
import { insertRecords } from './batch_insert.ts'
import { changesOf, writeChanges, type Change } from './batch_update.ts'
import { refused, refusedFor, type Outcome } from './outcome.ts'
import { refusalOf } from './write_errors.ts'

/** A record that exists, and what is to be written to it. */
export interface RecordChange {
  id: string
  input: Input
}

/** Records that were written out of the asker's reach. */
class OutOfReach extends Error {
  readonly ids: ReadonlySet<string>

  constructor(ids: ReadonlySet<string>) {
    super('Records were written out of reach')
    this.ids = ids
  }
}

/**
 * Writes many records of a model for the current asker, with the checks that `Records` makes for
 * one: model access, record rules, fields, links, constraints. A record that is refused keeps no
 * other from being written. Records of a model with hooks are written one by one; all others with
 * a few statements, however many they are.
 */
export class RecordBatch<C extends typeof Model> {
  #model: C
  #policy: AccessPolicy
  #records: Records<C>
  #environment = Environment.current()

  constructor(model: C, policy: AccessPolicy) {
    this.#model = model
    this.#policy = policy
    this.#records = new Records(model, policy)
  }

  /** Creates records; the outcomes stand in the order of the inputs. */
  async create(inputs: readonly Input[]): Promise<Outcome[]> {
    if (!this.#records.allows('create')) return inputs.map(() => this.#refusedToCreate())
    if (this.#isOneByOne) return this.#each(inputs, (input) => this.#createOne(input))
    const prepared = await new BatchInput(this.#records, this.#policy).readNew(inputs)
    const created = await this.#write(prepared.filter(isSound), (some) => this.#insert(some))
    return prepared.map((record) => created.get(record.id) ?? refused(record.faults))
  }

  #refusedToCreate(): Outcome {
    const origin = this.#model.comesFrom?.()
    if (!origin) return refusedFor('ui.error.denied')
    const values = { records: this.#model.labels.many, others: origin.labels.many }
    return refused({ '': { key: 'ui.error.comesFrom', values } })
  }

  /** Writes to records; the outcomes stand in the order of the changes. */
  async update(changes: readonly RecordChange[]): Promise<Outcome[]> {
    if (!this.#records.allows('write')) return changes.map(() => refusedFor('ui.error.denied'))
    const hasConstraints = ModelCatalogue.inForce.constraintsOf(this.#model).length > 0
    const isAlone = ({ input }: RecordChange) =>
      this.#isOneByOne ||
      hasConstraints ||
      Object.keys(input).some((name) => this.#needsRecord(name))
    const outcomes = new Map<RecordChange, Outcome>()
    for (const change of changes.filter(isAlone)) {
      outcomes.set(change, await this.#alone(() => this.#updateOne(change)))
    }
    const others = changes.filter((change) => !isAlone(change))
    const found = await this.#updateMany(others)
    for (const [index, change] of others.entries()) outcomes.set(change, found[index]!)
    return changes.map((change) => outcomes.get(change)!)
  }

  /** Hooks and groups are about one record at a time. */
  get #isOneByOne(): boolean {
    const hasGroups = [...this.#records.writable.values()].some(({ kind }) => kind === 'groups')
    return this.#model.hasHooks || hasGroups
  }

  /** Links of many and trees are compared with what is there, record by record. */
  #needsRecord(name: string): boolean {
    const kind = this.#records.writable.get(name)?.kind
    return kind === 'many2many' || name === 'parent'
  }

  async #updateMany(changes: readonly RecordChange[]): Promise<Outcome[]> {
    if (changes.length === 0) return []
    const ids = changes.map(({ id }) => id)
    const reached = await this.#records.reached(
      [...(await this.#records.reached(ids, 'read'))],
      'write'
    )
    const prepared = await new BatchInput(this.#records, this.#policy).readChanges(changes)
    const sound = prepared.filter((record) => isSound(record) && reached.has(record.id))
    const found = await changesOf(this.#model, sound)
    const wanted = found.filter((change) => change !== null)
    const written = await this.#write(
      wanted.filter((change) => change.changes.length > 0).map(({ record }) => record),
      (some) => this.#change(wanted.filter(({ record }) => some.includes(record)))
    )
    const same = new Set(
      wanted.filter((each) => each.changes.length === 0).map(({ record }) => record)
    )
    return prepared.map((record): Outcome => {
      if (!isSound(record)) return refused(record.faults)
      if (same.has(record)) return { kind: 'same', id: record.id }
      return written.get(record.id) ?? refusedFor('ui.error.denied')
    })
  }

  async #insert(records: readonly PreparedRecord[]): Promise<Map<string, Outcome>> {
    const ids = await insertRecords(this.#model, records)
    await this.#confirm([...ids], 'create')
    return new Map(
      records.map(({ id }) => [
        id,
        ids.has(id) ? { kind: 'created', id } : refusedFor('ui.error.taken'),
      ])
    )
  }

  async #change(changes: readonly Change[]): Promise<Map<string, Outcome>> {
    const ids = await writeChanges(this.#model, changes)
    await this.#confirm([...ids], 'write')
    return new Map(
      changes.map(({ record: { id }, changes: values }) => [
        id,
        ids.has(id) ? { kind: 'updated', id, changes: values } : refusedFor('ui.error.stale'),
      ])
    )
  }

  /** What was written must itself meet the rules: nobody may write a record out of their reach. */
  async #confirm(ids: string[], operation: Operation) {
    const reached = await this.#records.reached(ids, operation)
    const lost = new Set(ids.filter((id) => !reached.has(id)))
    if (lost.size > 0) throw new OutOfReach(lost)
  }

  /**
   * Writes in a savepoint. Where a record keeps the others from being written, they are written
   * without it; PostgreSQL does not say which it was, so halves are tried.
   */
  async #write(
    records: readonly PreparedRecord[],
    write: (some: readonly PreparedRecord[]) => Promise<Map<string, Outcome>>
  ): Promise<Map<string, Outcome>> {
    if (records.length === 0) return new Map()
    try {
      const outcomes = await this.#environment.savepoint(() => write(records))
      this.#noteWrite()
      return outcomes
    } catch (error) {
      if (error instanceof OutOfReach) {
        const rest = await this.#write(
          records.filter(({ id }) => !error.ids.has(id)),
          write
        )
        for (const { id, values } of records) {
          if (error.ids.has(id)) rest.set(id, this.#outOfReach([...values.keys()]))
        }
        return rest
      }
      const refusal = refusalOf(error)
      if (!refusal) throw error
      const [only, ...others] = records
      if (others.length === 0) return new Map([[only!.id, refusal]])
      const half = Math.ceil(records.length / 2)
      const first = await this.#write(records.slice(0, half), write)
      return new Map([...first, ...(await this.#write(records.slice(half), write))])
    }
  }

  /** The fields that the rules are about, as far as they were given. */
  #outOfReach(names: readonly string[]): Outcome {
    const { asker } = this.#environment
    const rules = (['create', 'write'] as const).flatMap(
      (operation) => this.#policy.condition(asker, this.#model, operation) ?? []
    )
    const asked = new Set(rules.flatMap((rule) => [...fieldsAsked(rule)]))
    const blamed = names.filter((name) => asked.has(name) && this.#records.shows(name))
    const faults = blamed.map((name) => [name, { key: 'ui.error.outOfReach' }] as const)
    return blamed.length > 0 ? refused(Object.fromEntries(faults)) : refusedFor('ui.error.denied')
  }

  #noteWrite() {
    const { tenantId } = this.#environment.asker
    this.#environment.noteWrite()
    this.#environment.afterCommit(() => forgetAnswers(tenantId, this.#model.table))
  }

  async #each<T>(all: readonly T[], work: (one: T) => Promise<Outcome>): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const one of all) outcomes.push(await this.#alone(() => work(one)))
    return outcomes
  }

  async #alone(work: () => Promise<Outcome>): Promise<Outcome> {
    try {
      return await this.#environment.savepoint(work)
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      return refusal
    }
  }

  async #createOne(input: Input): Promise<Outcome> {
    const { id } = await this.#records.create(input)
    return { kind: 'created', id }
  }

  async #updateOne({ id, input }: RecordChange): Promise<Outcome> {
    const record = await this.#records.find(id, 'write')
    const names = Object.keys(input).filter((name) => this.#records.inputField(name))
    const isOwn = (name: string) =>
      !['many2many', 'groups'].includes(this.#records.inputField(name)!.kind)
    const before = new Map(names.filter(isOwn).map((name) => [name, record.fieldValue(name)]))
    await this.#records.update(record, input)
    const changes = [...before].map(([name, value]) => ({
      name,
      before: value,
      after: record.fieldValue(name),
    }))
    return { kind: 'updated', id, changes: changes.filter((each) => each.before !== each.after) }
  }
}

function isSound({ faults }: PreparedRecord): boolean {
  return Object.keys(faults).length === 0
}
