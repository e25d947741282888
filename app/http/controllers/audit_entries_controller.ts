import type { HttpContext } from '@adonisjs/core/http'
import { isUuid } from '../../environment/scope.ts'
import { ChangeDescriber, type StoredChange } from '../audit/described_changes.ts'
import {
  actions,
  channels,
  changesStatement,
  EntryFilter,
  entryStatement,
  kinds,
  type EntryRow,
} from '../audit/entry_filter.ts'
import { DetailTeller } from '../audit/detail_words.ts'
import { tellEntries } from '../audit/entry_list.ts'
import { AUDIT_HREF, mayAudit } from '../audit/may_audit.ts'
import { tablesAbout } from '../audit/logged_fields.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'
import { peopleToChoose } from '../people_choice.ts'
import { undoAddress } from '../undo_href.ts'

const PAGE_SIZE = 50
/** So many changes of one entry are shown; an export has them all. */
const MOST_CHANGES = 400

/** The audit log: what happened in the tenant, and each entry with its values before and after. */
export default class AuditEntriesController {
  async index(ctx: HttpContext) {
    if (!mayAudit(ctx)) throw new E_NOT_FOUND()
    const page = new Page(ctx)
    const filter = new EntryFilter(ctx.request, ctx.asker)
    const model = ctx.registry.models.find(({ table }) => table === filter.model)
    const tables = model ? tablesAbout(ctx.registry, model) : []
    const [rows, people] = await ctx.environment!.read([
      filter.statement(tables, PAGE_SIZE + 1),
      peopleToChoose(ctx.asker.tenantId, filter.user || null),
    ])
    const found = rows as unknown as EntryRow[]
    const shown = found.slice(0, PAGE_SIZE)
    const href = (change: Record<string, string>) =>
      `${AUDIT_HREF}?${new URLSearchParams({ ...Object.fromEntries(filter.params), ...change })}`
    const query = new URLSearchParams(filter.params)
    if (filter.isRecordWrong) ctx.response.status(422)
    return page.renderView('pages/audit', {
      title: page.t('ui.audit.title'),
      crumbs: [{ label: page.t('ui.audit.title'), href: null }],
      menuHref: AUDIT_HREF,
      state: {
        entries: await tellEntries(ctx, page, shown),
        filter,
        people: people!.map(({ id, name }) => ({ id, name })),
        models: this.#models(ctx),
        actions: actions.map((name) => ({ name, label: page.t(`ui.audit.action.${name}`) })),
        kinds: kinds.map((name) => ({ name, label: page.t(`ui.audit.kinds.${name}`) })),
        channels: channels.map((name) => ({ name, label: page.t(`ui.audit.channel.${name}`) })),
        csvHref: `${AUDIT_HREF}/export.csv?${query}`,
        jsonHref: `${AUDIT_HREF}/export.json?${query}`,
        newestHref: filter.before ? `${AUDIT_HREF}?${query}` : null,
        olderHref: found.length > PAGE_SIZE ? href({ before: shown.at(-1)!.number }) : null,
      },
    })
  }

  async show(ctx: HttpContext) {
    const { tenantId } = ctx.asker
    const id = String(ctx.params.id)
    if (!mayAudit(ctx) || !isUuid(id)) throw new E_NOT_FOUND()
    const page = new Page(ctx)
    const [rows, stored] = await ctx.environment!.read([
      entryStatement(tenantId, id),
      changesStatement(tenantId, id, MOST_CHANGES),
    ])
    const row = rows![0] as unknown as EntryRow | undefined
    if (!row) throw new E_NOT_FOUND()
    const changes = stored as unknown as StoredChange[]
    const [described] = await new ChangeDescriber(ctx, page).describe([changes])
    const [entry] = await tellEntries(ctx, page, [row])
    const more = row.change_count - changes.length
    return page.renderView('pages/audit_entry', {
      title: entry!.what,
      crumbs: [
        { label: page.t('ui.audit.title'), href: AUDIT_HREF },
        { label: page.t('ui.audit.number', { number: row.number }), href: null },
      ],
      menuHref: AUDIT_HREF,
      state: {
        entry,
        facts: [...this.#facts(page, row, entry!), ...new DetailTeller(ctx, page).tell(row)],
        stored: row.details && JSON.stringify(row.details, null, 2),
        changes: described,
        undoHref: row.kind === 'write' ? undoAddress(row.id) : null,
        csrf: ctx.request.csrfToken,
        more: more > 0 ? page.t('ui.audit.moreChanges', { count: more }) : null,
      },
    })
  }

  #models({ registry }: HttpContext) {
    const models = registry.models.map(({ table, labels }) => ({ table, label: labels.many }))
    return models
      .map(({ table, label }) => ({ table, label: label.charAt(0).toUpperCase() + label.slice(1) }))
      .sort((one, other) => one.label.localeCompare(other.label))
  }

  #facts({ t }: Page, row: EntryRow, entry: { time: string; who: string; where: string }) {
    const facts: [label: string, value: string | null][] = [
      [t('ui.audit.when'), entry.time],
      [t('ui.audit.who'), entry.who],
      [t('ui.audit.where'), entry.where],
      [t('ui.audit.cause'), row.cause],
      [t('ui.audit.entryNumber'), row.number],
    ]
    return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))
  }
}
