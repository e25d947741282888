import { Records } from '../../access/records.ts'
import { Environment } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import { ChunkReport, unclearWords, type Done } from './chunk_report.ts'
import type { ChunkResult } from './chunk_result.ts'
import { emptyFieldsOnly, findByKey, withoutNulls } from './existing.ts'
import { fileRecords, type FileRecord } from './file_records.ts'
import { ImportBatch } from './import_batch.ts'
import type { ImportPlan } from './import_plan.ts'
import { LineImport, LinesRefused } from './line_import.ts'
import { namesIn, NewRecords } from './new_records.ts'
import type { Row, RowReader } from './row_reader.ts'

/** Records that are there only for rows that do not come in, as those were refused. */
class NamesWasted extends Error {
  readonly refused: readonly Done[]

  constructor(refused: readonly Done[]) {
    super('Records were made for rows that were refused')
    this.refused = refused
  }
}

/** Makes records of a chunk of rows, in the current environment. */
export class ChunkImport {
  #plan: ImportPlan
  #reader: RowReader
  #records: Records<typeof Model>
  #names: NewRecords
  #batch: ImportBatch
  #report: ChunkReport

  constructor(plan: ImportPlan, reader: RowReader) {
    const { model, registry } = plan
    this.#plan = plan
    this.#reader = reader
    this.#records = new Records<typeof Model>(model, registry.access)
    this.#names = new NewRecords(registry.access)
    this.#batch = new ImportBatch(model, registry.access, this.#names)
    this.#report = new ChunkReport(plan)
  }

  async run(rows: readonly Row[]): Promise<ChunkResult> {
    await this.#reader.link(rows)
    const done: Done[] = []
    let waiting: FileRecord[] = []
    for (const record of fileRecords(rows, this.#plan)) {
      const reasons = this.#reasonsOf(record)
      if (reasons.size > 0) done.push({ record, outcome: { kind: 'fault', reasons } })
      else waiting.push(record)
    }
    while (waiting.length > 0) {
      const { now, later } = firstOfEachKey(waiting)
      done.push(...(await this.#writeWhole(now)))
      for (const { key } of now) if (key !== null) this.#plan.seen.add(key)
      waiting = later
    }
    done.sort((one, other) => one.record.rows[0]!.number - other.record.rows[0]!.number)
    return { ...this.#report.resultOf(done), made: this.#made(), unclear: unclearWords(rows) }
  }

  /** Names of the records that were made and that no earlier chunk of a test has made. */
  #made(): Record<string, string[]> {
    const { made } = this.#plan
    const found: Record<string, string[]> = {}
    for (const [table, names] of Object.entries(this.#names.kept)) {
      const known = made.get(table) ?? new Set()
      found[table] = names.filter((name) => !known.has(name))
      made.set(table, new Set([...known, ...names]))
    }
    return found
  }

  /** Why rows of a record cannot be read, by their numbers. */
  #reasonsOf({ rows }: FileRecord): Map<number, string> {
    const reasons = rows.map((row) => [row.number, this.#reader.reasonOf(row)] as const)
    return new Map(reasons.filter(([, reason]) => reason !== ''))
  }

  /**
   * Writes records with their lines and with the records that they name. A line that is refused takes
   * its record with it, and no other; for records that are refused nothing is made.
   */
  async #writeWhole(records: readonly FileRecord[]): Promise<Done[]> {
    const isPlain = records.every(({ input }) => namesIn(input).length === 0)
    if (isPlain && this.#plan.lines.size === 0) return this.#write(records)
    const refused: Done[] = []
    let rest = records
    while (rest.length > 0) {
      try {
        const done = await Environment.current().savepoint(() => this.#writeWithOthers(rest))
        this.#names.keep()
        return [...refused, ...done]
      } catch (error) {
        const out = this.#refusedFor(error)
        refused.push(...out)
        rest = rest.filter((record) => !out.some((each) => each.record === record))
      }
    }
    return refused
  }

  async #writeWithOthers(records: readonly FileRecord[]): Promise<Done[]> {
    this.#names.begin()
    const done = await this.#write(records)
    await new LineImport(this.#plan, this.#names).write(done)
    if (this.#names.isWasted) throw new NamesWasted(done.filter(isRefused))
    return done.map((each) =>
      each.outcome.kind === 'same' && each.record.lines.length > 0
        ? { ...each, outcome: { kind: 'updated', id: each.outcome.id, changes: [] } }
        : each
    )
  }

  /** The records without which the others can be written. */
  #refusedFor(error: unknown): readonly Done[] {
    if (error instanceof NamesWasted && error.refused.length > 0) return error.refused
    if (!(error instanceof LinesRefused)) throw error
    return [...error.records].map(([record, faults]) => ({
      record,
      outcome: { kind: 'fault', reasons: this.#report.reasonsOf(faults) },
    }))
  }

  /** Writes records of which no two have the same key. */
  async #write(records: readonly FileRecord[]): Promise<Done[]> {
    const { settings, seen, t } = this.#plan
    const keys = records.flatMap(({ key }) => key ?? [])
    const found = await findByKey(this.#records, settings.key || 'id', keys)
    const done: Done[] = []
    const creations: FileRecord[] = []
    const changes: { record: FileRecord; id: string }[] = []
    for (const record of records) {
      const { key } = record
      const ids = key === null ? [] : (found.get(key) ?? [])
      const fault = (text: string) => {
        const reasons = new Map([[record.rows[0]!.number, t(text, { text: key ?? '' })]])
        done.push({ record, outcome: { kind: 'fault', reasons } })
      }
      if (ids.length > 1) fault('ui.import.fault.several')
      else if (ids.length === 1 && settings.onMatch === 'skip') {
        done.push({ record, outcome: { kind: 'skipped' } })
      } else if (ids.length === 1) changes.push({ record, id: ids[0]! })
      else if (key !== null && settings.key === 'id') fault('ui.import.fault.noRecord')
      else if (key !== null && seen.has(key)) done.push({ record, outcome: this.#again() })
      else creations.push(record)
    }
    done.push(...(await this.#create(creations)), ...(await this.#update(changes)))
    return done
  }

  /** A test takes back what it does, so the record of an earlier chunk is not there any more. */
  #again(): Done['outcome'] {
    return this.#plan.settings.onMatch === 'skip'
      ? { kind: 'skipped' }
      : { kind: 'updated', id: '', changes: [] }
  }

  async #create(records: readonly FileRecord[]): Promise<Done[]> {
    if (records.length === 0) return []
    const outcomes = await this.#batch.create(records.map(({ input }) => withoutNulls(input)))
    return records.map((record, index) => ({ record, outcome: outcomes[index]! }))
  }

  async #update(changes: readonly { record: FileRecord; id: string }[]): Promise<Done[]> {
    if (changes.length === 0) return []
    const { settings } = this.#plan
    const all = changes.map(({ record, id }) => {
      const { id: _, ...input } = record.input
      return { id, input }
    })
    const wanted = settings.onMatch === 'fill' ? await emptyFieldsOnly(this.#records, all) : all
    const outcomes = await this.#batch.update(wanted)
    return changes.map(({ record }, index) => ({ record, outcome: outcomes[index]! }))
  }
}

function isRefused({ outcome }: Done): boolean {
  return outcome.kind === 'refused' || outcome.kind === 'fault'
}

/** Records whose key none before them has, and the others, which must wait for those. */
function firstOfEachKey(records: readonly FileRecord[]) {
  const taken = new Set<string>()
  const now: FileRecord[] = []
  const later: FileRecord[] = []
  for (const record of records) {
    if (record.key !== null && taken.has(record.key)) later.push(record)
    else now.push(record)
    if (record.key !== null) taken.add(record.key)
  }
  return { now, later }
}
