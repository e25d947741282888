import { RecordBatch } from '../../access/batch/record_batch.ts'
import type { Faults, Outcome } from '../../access/batch/outcome.ts'
import { Records, type Input } from '../../access/records.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import { Environment } from '../../environment/environment.ts'
import type { InputFault } from '../../models/field_input.ts'
import type { Model } from '../../models/model.ts'
import { wordKey } from './meanings.ts'

/** Stands in the input of a record for another one that is made of nothing but its name. */
export class NewRecord {
  readonly target: typeof Model
  readonly name: string

  constructor(target: typeof Model, name: string) {
    this.target = target
    this.name = name
  }

  /** The same for all words that mean the same record. */
  get key(): string {
    return `${this.target.table} ${this.name.toLowerCase()}`
  }
}

/** Input in which names have become the ids of records, or why that cannot be. */
export interface NamedInput {
  input: Input
  faults: Faults
  names: readonly NewRecord[]
}

/** Records were made that whoever imports may not read. */
class OutOfSight extends Error {
  readonly names: readonly NewRecord[]

  constructor(names: readonly NewRecord[]) {
    super('Records were made out of sight')
    this.names = names
  }
}

/** What stands in an input for records that are to be made. */
export function namesIn(input: Input): NewRecord[] {
  const found: NewRecord[] = []
  for (const value of Object.values(input)) {
    if (value instanceof NewRecord) found.push(value)
    else if (Array.isArray(value)) found.push(...value.filter((one) => one instanceof NewRecord))
  }
  return found
}

/**
 * Makes the records that the cells of a chunk name, each once, and only where a row that names it
 * comes in: what was made since `begin` counts from `keep` on, unless it is wasted.
 */
export class NewRecords {
  #policy: AccessPolicy
  #kept = new Map<string, string>()
  #made = new Map<string, { id: string; name: NewRecord }>()
  #faults = new Map<string, InputFault>()
  #used = new Set<string>()
  #counted: Record<string, string[]> = {}

  constructor(policy: AccessPolicy) {
    this.#policy = policy
  }

  /** Forgets what was made and not kept, as the database has. */
  begin() {
    this.#made.clear()
    this.#used.clear()
  }

  keep() {
    for (const [key, { id, name }] of this.#made) {
      this.#kept.set(key, id)
      ;(this.#counted[name.target.table] ??= []).push(wordKey(name.name))
    }
    this.#made.clear()
  }

  /** Whether a record was made that no row leads to. */
  get isWasted(): boolean {
    return [...this.#made.keys()].some((key) => !this.#used.has(key))
  }

  /** The names of all records that were made and kept, by tables. */
  get kept(): Readonly<Record<string, readonly string[]>> {
    return this.#counted
  }

  /** Says that rows came in that lead to these. */
  use(names: readonly NewRecord[]) {
    for (const { key } of names) this.#used.add(key)
  }

  /** Makes the records that inputs name and are not there yet. */
  async read(inputs: readonly Input[]): Promise<NamedInput[]> {
    const names = inputs.map(namesIn)
    await this.#make(names.flat())
    return inputs.map((input, at) => ({
      input: names[at]!.length > 0 ? this.#withIds(input) : input,
      faults: names[at]!.length > 0 ? this.#faultsOf(input) : {},
      names: names[at]!,
    }))
  }

  async #make(names: readonly NewRecord[]) {
    const asked = new Map<string, NewRecord>()
    for (const name of names) {
      const isKnown = this.#idOf(name.key) !== undefined || this.#faults.has(name.key)
      if (!isKnown && !asked.has(name.key)) asked.set(name.key, name)
    }
    for (const [target, some] of Map.groupBy(asked.values(), (name) => name.target)) {
      await this.#makeOf(target, some)
    }
  }

  async #makeOf(target: typeof Model, names: readonly NewRecord[]): Promise<void> {
    try {
      const outcomes = await Environment.current().savepoint(() => this.#create(target, names))
      for (const [at, outcome] of outcomes.entries()) {
        const name = names[at]!
        if (outcome.kind === 'created') this.#made.set(name.key, { id: outcome.id, name })
        else this.#faults.set(name.key, reasonOf(outcome, target.titleField))
      }
    } catch (error) {
      if (!(error instanceof OutOfSight)) throw error
      for (const { key } of error.names) this.#faults.set(key, { key: 'ui.error.outOfReach' })
      await this.#makeOf(
        target,
        names.filter((name) => !error.names.includes(name))
      )
    }
  }

  /** Creates records. Throws OutOfSight where some could not be linked, as they could not be read. */
  async #create(target: typeof Model, names: readonly NewRecord[]): Promise<Outcome[]> {
    const batch = new RecordBatch<typeof Model>(target, this.#policy)
    const records = new Records<typeof Model>(target, this.#policy)
    const outcomes = await batch.create(names.map(({ name }) => ({ [target.titleField]: name })))
    const ids = outcomes.flatMap((each) => (each.kind === 'created' ? [each.id] : []))
    const read = records.allows('read') ? await records.reached(ids, 'read') : new Set<string>()
    const lost = names.filter((_, at) => {
      const outcome = outcomes[at]!
      return outcome.kind === 'created' && !read.has(outcome.id)
    })
    if (lost.length > 0) throw new OutOfSight(lost)
    return outcomes
  }

  #idOf(key: string): string | undefined {
    return this.#kept.get(key) ?? this.#made.get(key)?.id
  }

  #withIds(input: Input): Input {
    const one = (value: unknown) =>
      value instanceof NewRecord ? (this.#idOf(value.key) ?? null) : value
    return Object.fromEntries(
      Object.entries(input).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(one) : one(value),
      ])
    )
  }

  #faultsOf(input: Input): Faults {
    const faults = Object.entries(input).flatMap(([name, value]) => {
      const refused = [value]
        .flat()
        .find((each) => each instanceof NewRecord && this.#faults.has(each.key))
      return refused ? [[name, this.#faults.get((refused as NewRecord).key)!] as const] : []
    })
    return Object.fromEntries(faults)
  }
}

/** Why a record was not made: what is wrong with its name, or else with anything. */
function reasonOf(outcome: Outcome, title: string): InputFault {
  const faults = outcome.kind === 'refused' ? outcome.faults : {}
  return faults[title] ?? Object.values(faults)[0] ?? { key: 'ui.error.denied' }
}
