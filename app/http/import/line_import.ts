import type { Faults, Outcome } from '../../access/batch/outcome.ts'
import { Records, type Input } from '../../access/records.ts'
import { Environment } from '../../environment/environment.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import type { LinesPlan } from '../form/lines/lines_plan.ts'
import { emptyFieldsOnly, withoutNulls } from './existing.ts'
import type { FileLine, FileRecord } from './file_records.ts'
import { ImportBatch } from './import_batch.ts'
import type { ImportPlan } from './import_plan.ts'
import type { NewRecords } from './new_records.ts'

/** A line of a record that is there: it has been made before, or is found. */
interface OwnedLine extends FileLine {
  record: FileRecord
  recordId: string
  isNew: boolean
}

/** Why a line was not written. */
export interface LineFault {
  line: FileLine
  faults: Faults
}

/** Records that were refused because of their lines. */
export class LinesRefused extends Error {
  readonly records: ReadonlyMap<FileRecord, LineFault[]>

  constructor(records: ReadonlyMap<FileRecord, LineFault[]>) {
    super('Lines were refused')
    this.records = records
  }
}

/** Writes the lines of records, with a few statements for each one2many of a chunk. */
export class LineImport {
  #plan: ImportPlan
  #names: NewRecords

  constructor(plan: ImportPlan, names: NewRecords) {
    this.#plan = plan
    this.#names = names
  }

  /** Writes the lines of records that were written. Throws LinesRefused. */
  async write(written: readonly { record: FileRecord; outcome: { kind: string; id?: string } }[]) {
    const refused = new Map<FileRecord, LineFault[]>()
    for (const [name, plan] of this.#plan.lines) {
      const lines = written.flatMap(({ record, outcome: { kind, id } }) =>
        id && ['created', 'updated', 'same'].includes(kind)
          ? record.lines
              .filter((line) => line.name === name)
              .map((line) => ({ ...line, record, recordId: id, isNew: kind === 'created' }))
          : []
      )
      if (lines.length === 0) continue
      for (const [line, faults] of await this.#writeOf(plan, lines)) {
        refused.set(line.record, [...(refused.get(line.record) ?? []), { line, faults }])
      }
    }
    if (refused.size > 0) throw new LinesRefused(refused)
  }

  async #writeOf({ target, field }: LinesPlan, lines: readonly OwnedLine[]) {
    const { access } = this.#plan.registry
    const batch = new ImportBatch(target, access, this.#names)
    const records = new Records<typeof Model>(target, access)
    const idOf = ({ input, isNew }: OwnedLine) => (isNew ? null : ((input.id ?? null) as string))
    const added = lines.filter((line) => idOf(line) === null)
    const known = lines.filter((line) => idOf(line) !== null)
    const owners = await ownersOf(records, field.inverse, known.map(idOf).filter(isUuid))
    const changed = known.filter((line) => owners.get(idOf(line)!.toLowerCase()) === line.recordId)
    const lost = known.filter((line) => !changed.includes(line))

    const created = await batch.create(
      added.map(({ input, recordId }) => ({ ...withoutNulls(input), [field.inverse]: recordId }))
    )
    const all = changed.map((line) => ({ id: idOf(line)!.toLowerCase(), input: withoutId(line) }))
    const isFilled = this.#plan.settings.onMatch === 'fill' && all.length > 0
    const updated = await batch.update(isFilled ? await emptyFieldsOnly(records, all) : all)
    const gone = (line: OwnedLine): Faults => ({
      '': { key: 'ui.import.fault.noRecord', values: { text: idOf(line)! } },
    })
    return [
      ...added.map((line, at) => [line, faultsOf(created[at]!)] as const),
      ...changed.map((line, at) => [line, faultsOf(updated[at]!)] as const),
      ...lost.map((line) => [line, gone(line)] as const),
    ].flatMap(([line, faults]) => (faults ? [[line, faults] as const] : []))
  }
}

function faultsOf(outcome: Outcome): Faults | null {
  return outcome.kind === 'refused' ? outcome.faults : null
}

function withoutId({ input: { id: _, ...input } }: FileLine): Input {
  return input
}

/** The records to which lines belong, by the ids of the lines. */
async function ownersOf(records: Records<typeof Model>, inverse: string, ids: string[]) {
  if (ids.length === 0 || !records.allows('read')) return new Map<string, string>()
  const statement = records.select({ fields: [inverse], ids, order: [], limit: ids.length })
  const [rows] = await Environment.current().read([statement])
  return new Map(rows!.map((row) => [String(row.id), String(row[inverse])]))
}
