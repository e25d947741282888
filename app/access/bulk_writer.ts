import type { Model } from '../models/model.ts'
import type { Operation } from './declarations.ts'
import { E_NO_SUCH_RECORD, E_ACCESS_DENIED } from './errors.ts'
import { spread } from './readable_records.ts'
import type { Input, Records } from './records.ts'

/** What is done to each of many records. */
export type BulkChange =
  | { operation: 'set'; input: Input }
  /** Adds links of a many2many, or takes them away; others stay. */
  | { operation: 'link' | 'unlink'; name: string; ids: readonly string[] }
  /** Calls a method of the record that a list has declared as an action. */
  | { operation: 'call'; method: string }
  | { operation: 'delete' }

/** A record that was left as it was. */
export interface Refused {
  id: string
  /** Null where the asker may not see the record. */
  title: string | null
  reason: string
}

interface Options {
  /** Why a record was refused, in words; null for what is no refusal, which stops everything. */
  explain: (error: unknown) => string | null
  /** Writes one record, so that what the database refuses is understood. */
  attempt: <T>(write: () => Promise<T>) => Promise<T>
}

/** Records that are written at once; when one is refused they are gone through one by one. */
const AT_ONCE = 100

/**
 * Changes many records, each through `Records` with its rules and constraints. A record that is
 * refused stays as it was, and the others are changed.
 */
export class BulkWriter {
  #records: Records<typeof Model>
  #change: BulkChange
  #options: Options

  constructor(records: Records<typeof Model>, change: BulkChange, options: Options) {
    this.#records = records
    this.#change = change
    this.#options = options
  }

  /** Changes records of these ids, and says which were refused. Throws E_ACCESS_DENIED. */
  async write(ids: readonly string[]): Promise<Refused[]> {
    const refused: Refused[] = []
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      refused.push(...(await this.#writeSome(ids.slice(from, from + AT_ONCE))))
    }
    return refused
  }

  get #operation(): Operation {
    return this.#change.operation === 'delete' ? 'delete' : 'write'
  }

  async #writeSome(ids: readonly string[]): Promise<Refused[]> {
    const titles = await this.#titlesOf(ids)
    const reached = await this.#records.reached([...titles.keys()], this.#operation)
    const outOfReach = ids.filter((id) => !reached.has(id))
    const refused = outOfReach.map((id) => this.#refusal(id, titles))
    try {
      await this.#options.attempt(() => this.#writeEach([...reached]))
      return refused
    } catch (error) {
      if (this.#options.explain(error) === null) throw error
    }
    for (const id of reached) {
      try {
        await this.#options.attempt(() => this.#writeEach([id]))
      } catch (error) {
        const reason = this.#options.explain(error)
        if (reason === null) throw error
        refused.push({ id, title: titles.get(id) ?? null, reason })
      }
    }
    return refused
  }

  #refusal(id: string, titles: ReadonlyMap<string, string>): Refused {
    const error = titles.has(id)
      ? new E_ACCESS_DENIED([this.#operation, this.#records.model.labels.many])
      : new E_NO_SUCH_RECORD()
    return { id, title: titles.get(id) ?? null, reason: this.#options.explain(error) ?? '' }
  }

  async #writeEach(ids: readonly string[]) {
    const records = await this.#records.model.query().whereIn('id', [...ids])
    const linked = await this.#linkedTo(ids)
    for (const record of records) await this.#writeOne(record, linked)
  }

  async #writeOne(record: Model, linked: ReadonlyMap<string, readonly string[]>) {
    const change = this.#change
    if (change.operation === 'delete') return this.#records.delete(record)
    if (change.operation === 'set') return this.#records.update(record, change.input)
    if (change.operation === 'call') return callMethod(record, change.method)
    const before = linked.get(record.id) ?? []
    const isThere = (id: string) => before.includes(id)
    const missing = change.ids.filter((id) => !isThere(id))
    const kept = before.filter((id) => !change.ids.includes(id))
    const after = change.operation === 'link' ? [...before, ...missing] : kept
    if (after.length !== before.length) {
      await this.#records.update(record, { [change.name]: after })
    }
  }

  async #titlesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const { titleField } = this.#records.model
    const rows = await this.#select(ids, [titleField])
    return new Map(rows.map((row) => [String(row.id), String(row[titleField] ?? '')]))
  }

  /** The links of records that a change adds to or takes from. */
  async #linkedTo(ids: readonly string[]): Promise<Map<string, string[]>> {
    if (!('name' in this.#change)) return new Map()
    const { name } = this.#change
    const rows = await this.#select(ids, [name])
    return new Map(
      rows.map((row) => {
        const pairs = (row[name] as [id: string, title: string][] | null) ?? []
        return [String(row.id), pairs.map(([id]) => id)]
      })
    )
  }

  #select(ids: readonly string[], fields: string[]) {
    const { environment } = this.#records
    const selection = { fields, ids, order: [], limit: ids.length }
    return environment.query(...spread(this.#records.select(selection)))
  }
}

async function callMethod(record: Model, method: string) {
  await (record as unknown as Record<string, () => Promise<unknown>>)[method]!()
}
