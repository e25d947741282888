import { RecordBatch } from '../../access/batch/record_batch.ts'
import { Records } from '../../access/records.ts'
import { Environment } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import { ChunkReport, type Done } from './chunk_report.ts'
import type { ChunkResult } from './chunk_result.ts'
import { emptyFieldsOnly, findByKey, withoutNulls } from './existing.ts'
import { fileRecords, type FileRecord } from './file_records.ts'
import type { ImportPlan } from './import_plan.ts'
import { LineImport, LinesRefused } from './line_import.ts'
import type { Row, RowReader } from './row_reader.ts'

/** Makes records of a chunk of rows, in the current environment. */
export class ChunkImport {
  #plan: ImportPlan
  #reader: RowReader
  #records: Records<typeof Model>
  #batch: RecordBatch<typeof Model>
  #report: ChunkReport

  constructor(plan: ImportPlan, reader: RowReader) {
    const { model, registry } = plan
    this.#plan = plan
    this.#reader = reader
    this.#records = new Records<typeof Model>(model, registry.access)
    this.#batch = new RecordBatch<typeof Model>(model, registry.access)
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
    return this.#report.resultOf(done)
  }

  /** Why rows of a record cannot be read, by their numbers. */
  #reasonsOf({ rows }: FileRecord): Map<number, string> {
    const reasons = rows.map((row) => [row.number, this.#reader.reasonOf(row)] as const)
    return new Map(reasons.filter(([, reason]) => reason !== ''))
  }

  /** Writes records with their lines: a line that is refused takes its record with it, and no other. */
  async #writeWhole(records: readonly FileRecord[]): Promise<Done[]> {
    if (this.#plan.lines.size === 0) return this.#write(records)
    const refused: Done[] = []
    let rest = records
    while (rest.length > 0) {
      try {
        const done = await Environment.current().savepoint(() => this.#writeWithLines(rest))
        return [...refused, ...done]
      } catch (error) {
        if (!(error instanceof LinesRefused)) throw error
        for (const [record, faults] of error.records) {
          const reasons = this.#report.reasonsOf(faults)
          refused.push({ record, outcome: { kind: 'fault', reasons } })
        }
        rest = rest.filter((record) => !error.records.has(record))
      }
    }
    return refused
  }

  async #writeWithLines(records: readonly FileRecord[]): Promise<Done[]> {
    const done = await this.#write(records)
    await new LineImport(this.#plan).write(done)
    return done.map((each) =>
      each.outcome.kind === 'same' && each.record.lines.length > 0
        ? { ...each, outcome: { kind: 'updated', id: each.outcome.id, changes: [] } }
        : each
    )
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
