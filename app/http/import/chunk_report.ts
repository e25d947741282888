import type { Faults, Outcome } from '../../access/batch/outcome.ts'
import { isRelation } from '../../domains/operators.ts'
import { partsOf } from '../../models/translated_value.ts'
import { faultTexts } from '../texts.ts'
import { lineName, lineParts } from '../transfer/line_fields.ts'
import { nothing, type ChunkResult, type Difference, type UnclearCount } from './chunk_result.ts'
import type { FileRecord } from './file_records.ts'
import type { ImportPlan } from './import_plan.ts'
import type { LineFault } from './line_import.ts'
import { shortened, wordKey } from './meanings.ts'
import type { Row } from './row_reader.ts'

/** So many differences of a chunk are kept. */
const MOST_DIFFERENCES = 5
/** So many values of one of them. */
const MOST_VALUES = 30

/** What came of a record of the file. */
export interface Done {
  record: FileRecord
  outcome:
    | Outcome
    | { kind: 'skipped' }
    /** Rows that cannot be as they are, by their numbers, each with the reason. */
    | { kind: 'fault'; reasons: ReadonlyMap<number, string> }
}

/** Says what came of the rows of a chunk. A record of several rows counts with all of them. */
export class ChunkReport {
  #plan: ImportPlan

  constructor(plan: ImportPlan) {
    this.#plan = plan
  }

  resultOf(done: readonly Done[]): ChunkResult {
    const result: ChunkResult = { ...nothing, faults: [], differences: [] }
    for (const { record, outcome } of done) {
      const count = record.rows.length
      result.records += 1
      if (outcome.kind === 'created' || outcome.kind === 'updated') {
        result[outcome.kind] += count
        if (result.differences.length < MOST_DIFFERENCES) {
          result.differences.push(this.#difference(record, outcome))
        }
      } else if (outcome.kind === 'same' || outcome.kind === 'skipped') result.skipped += count
      else {
        result.failed += count
        result.faults.push(...this.#faultsOf(record, outcome))
      }
    }
    return result
  }

  /** Why lines were refused, by the numbers of their rows. */
  reasonsOf(faults: readonly LineFault[]): Map<number, string> {
    const reasons = new Map<number, string>()
    for (const { line, faults: each } of faults) {
      const known = reasons.get(line.row)
      const reason = this.#reasonOf(each, (name) => lineName(line.name, name))
      reasons.set(line.row, known ? `${known} ${reason}` : reason)
    }
    return reasons
  }

  #faultsOf({ rows }: FileRecord, outcome: Done['outcome']): [number, string][] {
    const first = rows[0]!.number
    const reasons =
      outcome.kind === 'fault'
        ? outcome.reasons
        : new Map([[first, outcome.kind === 'refused' ? this.#reasonOf(outcome.faults) : '']])
    const other = rows.length > 1 ? this.#plan.t('ui.import.fault.record') : ''
    return rows.map(({ number }) => [number, reasons.get(number) ?? other])
  }

  #reasonOf(faults: Faults, nameOf = (name: string) => name): string {
    const { fields, t } = this.#plan
    return Object.entries(faultTexts(faults, t))
      .map(([name, text]) => {
        const label = fields.get(nameOf(name))?.options.label
        return label ? `${label}: ${text}` : text
      })
      .join(' ')
  }

  #difference(
    record: FileRecord,
    outcome: Extract<Outcome, { kind: 'created' | 'updated' }>
  ): Difference {
    const [row, ...others] = record.rows
    const said = (texts: Readonly<Record<string, string>>, isAsked: (name: string) => boolean) =>
      Object.keys(texts)
        .filter(isAsked)
        .map((name) => ({
          ...{ label: this.#label(name), before: null, after: shown(texts[name]) },
        }))
    const isLine = (name: string) => lineParts(name).lines !== null
    const own =
      outcome.kind === 'created'
        ? said(row!.texts, (name) => !isLine(name))
        : outcome.changes.map(({ name, before, after }) => ({
            label: this.#label(name),
            before: this.#isLink(name) ? null : shown(before),
            after: shown(row!.texts[name] ?? after),
          }))
    const lines = [row!, ...others].flatMap(({ texts }) => said(texts, isLine))
    return {
      row: row!.number,
      kind: outcome.kind,
      values: [...own, ...lines].slice(0, MOST_VALUES),
    }
  }

  #label(name: string): string {
    return (this.#plan.fields.get(name) ?? this.#plan.model.allFields[name])!.options.label
  }

  #isLink(name: string): boolean {
    return isRelation(this.#plan.model.allFields[partsOf(name).field]!.kind)
  }
}

/** The words of rows that nothing answers to, each with the number of the rows that hold it. */
export function unclearWords(rows: readonly Row[]): UnclearCount[] {
  const counts = new Map<string, UnclearCount>()
  for (const { unclear } of rows) {
    for (const { field, word, isSeveral } of unclear) {
      const key = wordKey(word)
      const known = counts.get(`${field} ${key}`)
      const count = known ?? { field, key, word: shortened(word), isSeveral, rows: 0 }
      count.rows += 1
      if (!known) counts.set(`${field} ${key}`, count)
    }
  }
  return [...counts.values()]
}

function shown(value: unknown): string {
  return shortened(String(value ?? ''))
}
