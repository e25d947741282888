import type { AccessPolicy } from '../../access/policy.ts'
import type { Outcome } from '../../access/batch/outcome.ts'
import { RecordBatch } from '../../access/batch/record_batch.ts'
import { Records, type Input } from '../../access/records.ts'
import { isRelation } from '../../domains/operators.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { Translate } from '../../views/texts.ts'
import { withGroupTitles } from '../group_titles.ts'
import { faultTexts } from '../texts.ts'
import { nothing, type ChunkResult, type Difference } from './chunk_result.ts'
import { emptyFieldsOnly, findByKey, keyOf } from './existing.ts'
import { Lookups } from './lookups.ts'
import type { ImportSettings } from './settings.ts'
import { partsOf, readCell, type Read } from './values.ts'

/** So many differences of a chunk are kept. */
const MOST_DIFFERENCES = 5

/** How the rows of one import become records. */
export interface ImportPlan {
  model: typeof Model
  registry: Registry
  settings: ImportSettings
  /** For each column of the file the name of a field, or null. */
  mapping: readonly (string | null)[]
  timeZone: string
  t: Translate
  /** Keys of earlier chunks of a test, whose records are not there. */
  seen: Set<string>
}

interface Row {
  number: number
  input: Input
  /** What the cells say, by the names of the fields. */
  texts: Readonly<Record<string, string>>
  key: string | null
}

type Done = { row: Row; outcome: Outcome | { kind: 'skipped' } | { kind: 'fault'; reason: string } }

/** Makes records of a chunk of rows, in the current environment. */
export class ChunkImport {
  #plan: ImportPlan
  #policy: AccessPolicy
  #records: Records<typeof Model>
  #batch: RecordBatch<typeof Model>

  constructor(plan: ImportPlan) {
    this.#plan = plan
    this.#policy = plan.registry.access
    this.#records = new Records<typeof Model>(plan.model, this.#policy)
    this.#batch = new RecordBatch<typeof Model>(plan.model, this.#policy)
  }

  async run(cells: readonly (readonly string[])[], firstRow: number): Promise<ChunkResult> {
    const done: Done[] = []
    let rows: Row[] = []
    for (const [index, { input, texts, reason }] of (await this.#read(cells)).entries()) {
      const row = { number: firstRow + index, input, texts, key: this.#keyOf(input) }
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

  /** The input of each row, or why it cannot be read. */
  async #read(cells: readonly (readonly string[])[]) {
    const { mapping, model, registry, settings } = this.#plan
    const lookups = new Lookups(this.#policy, this.#plan.t)
    const fields = mapping.map((name) =>
      name ? withGroupTitles(registry, model.allFields[name]!) : null
    )
    for (const [at, field] of fields.entries()) {
      if (!field || !isRelation(field.kind)) continue
      await lookups.prepare(
        field,
        cells.flatMap((row) => row[at] || [])
      )
    }
    return cells.map((row) => {
      const input: Record<string, unknown> = {}
      const texts: Record<string, string> = {}
      const reasons: string[] = []
      for (const [at, field] of fields.entries()) {
        const name = mapping[at]
        if (!field || !name) continue
        const text = row[at] ?? ''
        if (text === '') {
          if (settings.clearsEmpty) input[name] = null
          continue
        }
        texts[name] = text
        const read = isRelation(field.kind)
          ? lookups.read(field, text)
          : field.kind === 'groups'
            ? this.#groups(text)
            : readCell(field, text, this.#plan)
        if (read.fault === undefined) input[name] = read.value
        else reasons.push(`${field.options.label}: ${read.fault}`)
      }
      return { input, texts, reason: reasons.join(' ') }
    })
  }

  #groups(text: string): Read {
    const groups = [...this.#policy.groups.values()]
    const names: string[] = []
    for (const part of partsOf(text)) {
      const group = groups.find(
        ({ name, title }) => name === part || title.toLowerCase() === part.toLowerCase()
      )
      if (!group) return { fault: this.#plan.t('ui.import.fault.nobody', { text: part }) }
      names.push(group.name)
    }
    return { value: names }
  }

  #keyOf(input: Input): string | null {
    const { settings, model } = this.#plan
    return settings.key && settings.onMatch !== 'create' ? keyOf(model, settings.key, input) : null
  }

  /** Writes rows of which no two have the same key. */
  async #write(rows: readonly Row[]): Promise<Done[]> {
    const { settings, seen, t } = this.#plan
    const keys = rows.flatMap(({ key }) => key ?? [])
    const found = await findByKey(this.#records, settings.key || 'id', keys)
    const done: Done[] = []
    const creations: Row[] = []
    const changes: { row: Row; id: string }[] = []
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
  #again({ key }: Row): Done['outcome'] {
    return this.#plan.settings.onMatch === 'skip'
      ? { kind: 'skipped' }
      : { kind: 'updated', id: key!, changes: [] }
  }

  async #create(rows: readonly Row[]): Promise<Done[]> {
    if (rows.length === 0) return []
    const outcomes = await this.#batch.create(rows.map(({ input }) => withoutNulls(input)))
    return rows.map((row, index) => ({ row, outcome: outcomes[index]! }))
  }

  async #update(changes: readonly { row: Row; id: string }[]): Promise<Done[]> {
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

  #difference(row: Row, outcome: Extract<Outcome, { kind: 'created' | 'updated' }>): Difference {
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
function firstOfEachKey(rows: readonly Row[]): { now: Row[]; later: Row[] } {
  const taken = new Set<string>()
  const now: Row[] = []
  const later: Row[] = []
  for (const row of rows) {
    if (row.key !== null && taken.has(row.key)) later.push(row)
    else now.push(row)
    if (row.key !== null) taken.add(row.key)
  }
  return { now, later }
}
