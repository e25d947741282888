import type { HttpContext } from '@adonisjs/core/http'
import type { Page } from '../page.ts'
import type { EntryRow } from './entry_filter.ts'
import { loggedTables } from './logged_fields.ts'

/** An entry of the audit log in words. */
export interface EntryWords {
  href: string
  time: string
  who: string
  what: string
  /** Where it was asked from: "Screen, 10.0.0.7". */
  where: string
  isRefusal: boolean
}

/** Tells entries of the audit log in the language of the asker. */
export class EntryTeller {
  #ctx: HttpContext
  #page: Page

  constructor(ctx: HttpContext, page: Page) {
    this.#ctx = ctx
    this.#page = page
  }

  /** `title` is the name of the record, where the entry is about one. */
  tell(row: EntryRow, title: string): EntryWords {
    const { t, formats } = this.#page
    const what = this.what(row, title)
    return {
      href: `/base/audit/${row.id}`,
      time: formats.datetime(row.happened_at),
      who: this.who(row),
      what: row.undoes ? t('ui.audit.undid', { what }) : what,
      where: [t(`ui.audit.channel.${row.channel}`), row.ip].filter(Boolean).join(', '),
      isRefusal: row.kind === 'refused' || row.kind === 'login_failed',
    }
  }

  who({ user_id: userId, user_name: name, impersonator_name: impersonator }: EntryRow): string {
    const { t } = this.#page
    const who = name ?? t(userId ? 'ui.audit.formerUser' : 'ui.audit.nobody')
    return impersonator ? t('ui.audit.inTheNameOf', { who: impersonator, name: who }) : who
  }

  what(row: EntryRow, title: string): string {
    const { t } = this.#page
    if (row.kind !== 'write') return this.#event(row, title)
    const [main] = row.summary.filter(({ table }) => !this.#pairsOf(table))
    const [first = main] = row.summary
    const lead = main ?? first
    if (!lead) return t('ui.audit.nothing')
    const others = new Set(row.summary.map(({ table }) => this.#ownerOf(table))).size - 1
    const what =
      lead.count === 1 && title
        ? t(`ui.audit.one.${lead.action}`, { record: this.#label(lead.table, 1), title })
        : t(`ui.audit.many.${lead.action}`, {
            count: lead.count,
            records: this.#label(lead.table, lead.count),
          })
    return others > 0 ? t('ui.audit.andMore', { what }) : what
  }

  /** The record that an entry is about, where it is about one. */
  recordOf(row: EntryRow): { table: string; id: string } | null {
    if (row.kind !== 'write') {
      return row.table_name && row.record_id ? { table: row.table_name, id: row.record_id } : null
    }
    const lead = row.summary.find(({ table }) => !this.#pairsOf(table)) ?? row.summary[0]
    return lead?.count === 1 && lead.id ? { table: this.#ownerOf(lead.table), id: lead.id } : null
  }

  #event(row: EntryRow, title: string): string {
    const { t } = this.#page
    if (row.kind === 'module_changed' && row.details?.operation) {
      const by = row.details.by ? String(row.details.by) : ''
      const what = t(`ui.audit.module.${String(row.details.operation)}`, { subject: row.subject! })
      return by ? t('ui.audit.moduleBy', { what, by }) : what
    }
    const path = String(row.details?.path ?? '')
    return t(`ui.audit.kind.${row.kind}`, { subject: row.subject ?? '', path, title })
  }

  #label(table: string, count: number): string {
    const model = loggedTables(this.#ctx.registry).get(table)?.model
    if (!model) return this.#page.t('ui.audit.rows', { count, table })
    return count === 1 ? model.labels.one : model.labels.many
  }

  #pairsOf(table: string): boolean {
    return !!loggedTables(this.#ctx.registry).get(table)?.pairs
  }

  #ownerOf(table: string): string {
    return loggedTables(this.#ctx.registry).get(table)?.model.table ?? table
  }
}
