import type { Outcome } from '../../access/batch/outcome.ts'
import { RecordBatch } from '../../access/batch/record_batch.ts'
import { Records, type Input } from '../../access/records.ts'
import { isRelation } from '../../domains/operators.ts'
import type { Model } from '../../models/model.ts'
import { faultTexts } from '../texts.ts'
import { nothing, type ChunkResult, type Difference } from './chunk_result.ts'
import { emptyFieldsOnly, findByKey, keyOf } from './existing.ts'
import type { ImportPlan } from './import_plan.ts'
import type { Row, RowReader } from './row_reader.ts'

/** So many differences of a chunk are kept. */
const MOST_DIFFERENCES = 5

type Entry = Row & { key: string | null }

type Done = {
  row: Entry
  outcome: Outcome | { kind: 'skipped' } | { kind: 'fault'; reason: string }
}

/** Makes records of a chunk of rows, in the current environment. */
export class ChunkImport {
  #plan: ImportPlan
  #reader: RowReader
  #records: Records<typeof Model>
  #batch: RecordBatch<typeof Model>

  constructor(plan: ImportPlan, reader: RowReader) {
    const { model, registry } = plan
    this.#plan = plan
    this.#reader = reader
    this.#records = new Records<typeof Model>(model, registry.access)
    this.#batch = new RecordBatch<typeof Model>(model, registry.access)
  }

  async run(read: readonly Row[]): Promise<ChunkResult> {
    await this.#reader.link(read)
    const done: Done[] = []
    let rows: Entry[] = []
    for (const each of read) {
      const row = { ...each, key: this.#keyOf(each.input) }
      const reason = this.#reader.reasonOf(each)
      if (reason) done.push({ row, outcome: { kind: 'fault', reason } })
      else rows.push(row)
    }
    while (rows.length > 0) {
      const { now, later } = firstOfEachKey(rows)
      done.push(...(await this.#write(now)))
      rows = later
    }
    done.sort((one, other) => one.row.number - other.row.number)
    return this.#resultOf(done)
  }

  #keyOf(input: Input): string | null {
    const { settings, model } = this.#plan
    return settings.key && settings.onMatch !== 'create' ? keyOf(model, settings.key, input) : null
  }

  /** Writes rows of which no two have the same key. */
  async #write(rows: readonly Entry[]): Promise<Done[]> {
    const { settings, seen, t } = this.#plan
    const keys = rows.flatMap(({ key }) => key ?? [])
    const found = await findByKey(this.#records, settings.key || 'id', keys)
    const done: Done[] = []
    const creations: Entry[] = []
    const changes: { row: Entry; id: string }[] = []
    for (const row of rows) {
      const ids = row.key === null ? [] : (found.get(row.key) ?? [])
      const fault = (key: string) =>
        done.push({ row, outcome: { kind: 'fault', reason: t(key, { text: row.key ?? '' }) } })
      if (ids.length > 1) fault('ui.import.fault.several')
      else if (ids.length === 1 && settings.onMatch === 'skip') {
        done.push({ row, outcome: { kind: 'skipped' } })
      } else if (ids.length === 1) changes.push({ row, id: ids[0]! })
      else if (row.key !== null && settings.key === 'id') fault('ui.import.fault.noRecord')
      else if (row.key !== null && seen.has(row.key)) done.push({ row, outcome: this.#again(row) })
      else creations.push(row)
    }
    done.push(...(await this.#create(creations)), ...(await this.#update(changes)))
    for (const key of keys) seen.add(key)
    return done
  }

  /** A test takes back what it does, so the record of an earlier chunk is not there any more. */
  #again({ key }: Entry): Done['outcome'] {
    return this.#plan.settings.onMatch === 'skip'
      ? { kind: 'skipped' }
      : { kind: 'updated', id: key!, changes: [] }
  }

  async #create(rows: readonly Entry[]): Promise<Done[]> {
    if (rows.length === 0) return []
    const outcomes = await this.#batch.create(rows.map(({ input }) => withoutNulls(input)))
    return rows.map((row, index) => ({ row, outcome: outcomes[index]! }))
  }

  async #update(changes: readonly { row: Entry; id: string }[]): Promise<Done[]> {
    if (changes.length === 0) return []
    const { settings } = this.#plan
    const all = changes.map(({ row, id }) => {
      const { id: _, ...input } = row.input
      return { id, input }
    })
    const wanted = settings.onMatch === 'fill' ? await emptyFieldsOnly(this.#records, all) : all
    const outcomes = await this.#batch.update(wanted)
    return changes.map(({ row }, index) => ({ row, outcome: outcomes[index]! }))
  }

  #resultOf(done: readonly Done[]): ChunkResult {
    const result: ChunkResult = { ...nothing, faults: [], differences: [] }
    for (const { row, outcome } of done) {
      if (outcome.kind === 'created' || outcome.kind === 'updated') {
        result[outcome.kind] += 1
        if (result.differences.length < MOST_DIFFERENCES) {
          result.differences.push(this.#difference(row, outcome))
        }
      } else if (outcome.kind === 'same' || outcome.kind === 'skipped') result.skipped += 1
      else {
        result.failed += 1
        const reason = outcome.kind === 'fault' ? outcome.reason : this.#reasonOf(outcome.faults)
        result.faults.push([row.number, reason])
      }
    }
    return result
  }

  #reasonOf(faults: Parameters<typeof faultTexts>[0]): string {
    const { model, t } = this.#plan
    return Object.entries(faultTexts(faults, t))
      .map(([name, text]) => {
        const label = this.#records.shows(name) ? model.allFields[name]?.options.label : null
        return label ? `${label}: ${text}` : text
      })
      .join(' ')
  }

  #difference(row: Entry, outcome: Extract<Outcome, { kind: 'created' | 'updated' }>): Difference {
    const { model } = this.#plan
    const label = (name: string) => model.allFields[name]!.options.label
    const shown = (name: string, value: unknown) =>
      (row.texts[name] ?? String(value ?? '')).slice(0, 200)
    const isLink = (name: string) => isRelation(model.allFields[name]!.kind)
    const values =
      outcome.kind === 'created'
        ? Object.keys(row.texts).map((name) => ({
            ...{ label: label(name), before: null, after: shown(name, '') },
          }))
        : outcome.changes.map(({ name, before, after }) => ({
            label: label(name),
            before: isLink(name) ? null : String(before ?? '').slice(0, 200),
            after: shown(name, after),
          }))
    return { row: row.number, kind: outcome.kind, values }
  }
}

function withoutNulls(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== null && name !== 'id')
  )
}

/** Rows whose key no row before them has, and the others, which must wait for those. */
function firstOfEachKey(rows: readonly Entry[]): { now: Entry[]; later: Entry[] } {
  const taken = new Set<string>()
  const now: Entry[] = []
  const later: Entry[] = []
  for (const row of rows) {
    if (row.key !== null && taken.has(row.key)) later.push(row)
    else now.push(row)
    if (row.key !== null) taken.add(row.key)
  }
  return { now, later }
}
