import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import type { Page } from '../page.ts'
import { csvLine } from '../transfer/csv.ts'
import { ChangeDescriber, type DescribedChange, type StoredChange } from './described_changes.ts'
import type { EntryFilter, EntryRow } from './entry_filter.ts'
import { DetailTeller } from './detail_words.ts'
import { EntryTeller } from './entry_words.ts'

const PAGE_SIZE = 200

const HEAD = [
  'number',
  'time',
  'who',
  'kind',
  'what',
  'record',
  'title',
  'field',
  'before',
  'after',
]
const ORIGIN = ['channel', 'cause', 'ip']

interface Told {
  row: EntryRow
  who: string
  /** The entry in a sentence. */
  sentence: string
  /** What it says beside: `Screen: Contacts; Rows: 2`. */
  details: string
  changes: DescribedChange[]
}

/**
 * The entries that meet a filter, written while they are read, so that a log of any length takes no
 * more memory than a page of it. Each page is read in a transaction of its own.
 */
export class EntryExport {
  #ctx: HttpContext
  #page: Page
  #filter: EntryFilter
  #tables: readonly string[]
  #environment: NonNullable<HttpContext['environment']>

  constructor(ctx: HttpContext, page: Page, filter: EntryFilter, tables: readonly string[]) {
    this.#ctx = ctx
    this.#page = page
    this.#filter = filter
    this.#tables = tables
    this.#environment = ctx.environment!.aside()
  }

  /** A line for each field that changed, and one for each other event. */
  csv(): Readable {
    return Readable.from(this.#csv())
  }

  /** One list of entries with their changes. */
  json(): Readable {
    return Readable.from(this.#json())
  }

  async *#csv() {
    yield csvLine([...HEAD, ...ORIGIN].map((name) => this.#page.t(`ui.audit.column.${name}`)))
    for await (const entries of this.#pages()) {
      yield entries.flatMap((told) => this.#lines(told)).join('')
    }
  }

  #lines({ row, who, sentence, details, changes }: Told): string[] {
    const entry = [row.number, row.happened_at.toISOString(), who, row.kind]
    const origin = [row.channel, row.cause ?? '', row.ip ?? '']
    if (changes.length === 0) {
      const record = [sentence, row.record_id ?? '', row.subject ?? '']
      return [csvLine([...entry, ...record, '', '', details, ...origin])]
    }
    return changes.flatMap(({ action, what, recordId, title, fields }) => {
      const record = [`${this.#page.t(`ui.history.${action}`)}: ${what}`, recordId ?? '', title]
      const told = fields.length > 0 ? fields : [{ label: '', before: '', after: '' }]
      return told.map(({ label, before, after }) =>
        csvLine([...entry, ...record, label, before, after, ...origin])
      )
    })
  }

  async *#json() {
    let separator = '[\n'
    for await (const entries of this.#pages()) {
      for (const { row, who, changes } of entries) {
        const { number, kind, subject, channel, cause, ip, details } = row
        const entry = {
          number: Number(number),
          time: row.happened_at,
          who: { id: row.user_id, name: who },
          ...{ kind, subject, channel, cause, ip, details },
          changes: changes.map(({ action, what, recordId, title, fields }) => ({
            ...{ action, what, record: recordId, title, fields },
          })),
        }
        yield separator + JSON.stringify(entry)
        separator = ',\n'
      }
    }
    yield separator === '[\n' ? '[]\n' : '\n]\n'
  }

  async *#pages(): AsyncGenerator<Told[]> {
    let before = this.#filter.before
    for (;;) {
      const told = await this.#environment.enter(() => this.#read(before))
      if (told.length > 0) yield told
      if (told.length < PAGE_SIZE) return
      before = Number(told.at(-1)!.row.number)
    }
  }

  async #read(before: number | null): Promise<Told[]> {
    const statement = this.#filter.statement(this.#tables, PAGE_SIZE, before)
    const [found] = await this.#environment.read([statement])
    const rows = found as unknown as EntryRow[]
    const changes = await this.#changesOf(rows)
    const describer = new ChangeDescriber(this.#ctx, this.#page, this.#environment)
    const described = await describer.describe(rows.map(({ id }) => changes.get(id) ?? []))
    const teller = new EntryTeller(this.#ctx, this.#page)
    const details = new DetailTeller(this.#ctx, this.#page)
    return rows.map((row, index) => ({
      row,
      who: teller.who(row),
      sentence: teller.what(row, row.subject ?? ''),
      details: details
        .tell(row)
        .map(({ label, value }) => `${label}: ${value}`)
        .join('; '),
      changes: described[index]!,
    }))
  }

  async #changesOf(rows: readonly EntryRow[]): Promise<Map<string, StoredChange[]>> {
    const [found] = await this.#environment.read([
      {
        text: `select entry_id as id, table_name as "table", record_id as "recordId", action, before, after
          from audit_changes where tenant_id = $1 and entry_id = any ($2) order by entry_id, place`,
        values: [this.#ctx.asker.tenantId, rows.map(({ id }) => id)],
      },
    ])
    return Map.groupBy(found as unknown as (StoredChange & { id: string })[], ({ id }) => id)
  }
}
