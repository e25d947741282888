import type { Input } from '../../access/records.ts'
import { lineParts } from '../transfer/line_fields.ts'
import { keyOf } from './existing.ts'
import type { ImportPlan } from './import_plan.ts'
import type { Row } from './row_reader.ts'
import type { ImportSettings } from './settings.ts'

/** A record of the file: the row that begins it, the rows of further lines, and what they say. */
export interface FileRecord {
  rows: readonly Row[]
  input: Input
  lines: readonly FileLine[]
  key: string | null
}

/** A line of a record, with the row that it stands in. */
export interface FileLine {
  /** Name of the one2many. */
  name: string
  row: number
  input: Input
}

/**
 * Tells where records begin. Where lines come in, a row without values of its own belongs to the
 * record above it, and so does one that repeats its key; everywhere else each row is a record.
 */
export class RecordBegins {
  #own: number[] = []
  #key = -1
  #hasLines: boolean
  #above: string | null = null

  constructor(mapping: readonly (string | null)[], { key }: Pick<ImportSettings, 'key'>) {
    this.#hasLines = mapping.some((name) => name && lineParts(name).lines !== null)
    for (const [at, name] of mapping.entries()) {
      if (name && lineParts(name).lines === null) this.#own.push(at)
      if (name && name === key) this.#key = at
    }
  }

  /** What of a mapping decides where records begin. */
  get rule(): string {
    return this.#hasLines ? JSON.stringify([this.#own, this.#key]) : ''
  }

  /** Whether a record begins with the row. Rows are asked about one after another. */
  at(cells: readonly string[]): boolean {
    if (!this.#hasLines) return true
    const key = (this.#key >= 0 && cells[this.#key]) || null
    const isEmpty = this.#own.every((at) => (cells[at] ?? '') === '')
    const begins = this.#above === null || !(isEmpty || (key !== null && key === this.#above))
    if (begins) this.#above = key ?? ''
    return begins
  }
}

/** The records that some rows make. */
export function fileRecords(rows: readonly Row[], plan: ImportPlan): FileRecord[] {
  const { settings, model } = plan
  const groups: Row[][] = []
  for (const row of rows) {
    if (row.begins || groups.length === 0) groups.push([row])
    else groups.at(-1)!.push(row)
  }
  return groups.map((group) => {
    const input = plan.lines.size > 0 ? ownInput(group[0]!) : group[0]!.input
    const isFound = settings.key !== '' && settings.onMatch !== 'create'
    return {
      rows: group,
      input,
      lines: plan.lines.size > 0 ? group.flatMap(linesOf) : [],
      key: isFound ? keyOf(model, settings.key, input) : null,
    }
  })
}

function ownInput({ input }: Row): Input {
  return Object.fromEntries(
    Object.entries(input).filter(([name]) => lineParts(name).lines === null)
  )
}

/** The lines of a row: one for each one2many of which a cell says something. */
function linesOf({ number, input, texts }: Row): FileLine[] {
  const found = new Map<string, Record<string, unknown>>()
  for (const name of Object.keys(texts)) {
    const { lines } = lineParts(name)
    if (lines !== null) found.set(lines, {})
  }
  for (const [name, value] of Object.entries(input)) {
    const { lines, column } = lineParts(name)
    const line = lines === null ? undefined : found.get(lines)
    if (line) line[column] = value
  }
  return [...found].map(([name, line]) => ({ name, row: number, input: line }))
}
