import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { ChangeDescriber } from '../audit/described_changes.ts'
import {
  historyOf,
  historyStatement,
  type HistoryEntry,
  type HistoryRow,
} from '../audit/history.ts'
import { tablesAbout } from '../audit/logged_fields.ts'
import { mayAudit } from '../audit/may_audit.ts'
import { FormScreen } from '../form/form_screen.ts'
import type { Page } from '../page.ts'
import { requireInternal } from '../thread/about_record.ts'
import { undoAddress } from '../undo_href.ts'

/** What happened to one record, for everybody who works here and may read it. */
export default class HistoriesController {
  async index(ctx: HttpContext) {
    requireInternal(ctx)
    const action = actionOf(ctx)
    const id = String(ctx.params.id)
    const screen = new FormScreen(ctx, action, id)
    const data = await screen.read()
    const before = Number(ctx.request.qs().before)
    const statement = historyStatement(ctx.asker.tenantId, {
      recordId: id,
      tables: tablesAbout(ctx.registry, action.model),
      before: Number.isSafeInteger(before) && before > 0 ? before : null,
    })
    const [rows] = await ctx.environment!.read([statement])
    const { page } = screen
    const history = historyOf(rows as unknown as HistoryRow[])
    const entries = history.entries.map(({ changes }) => changes)
    const described = await new ChangeDescriber(ctx, page).describe(entries)
    const href = `${action.href}/${id}`
    return page.renderView('pages/history', {
      ...screen.contentBelow(data, page.t('ui.history.title')),
      state: {
        record: { label: action.model.labels.one },
        entries: history.entries.map((entry, index) => ({
          by: byOf(page, entry),
          time: page.formats.datetime(entry.time),
          undoHref:
            entry.userId === ctx.asker.userId || mayAudit(ctx) ? undoAddress(entry.id) : null,
          ...described[index]![0],
        })),
        csrf: ctx.request.csrfToken,
        olderHref: history.older ? `${href}/history?before=${history.older}` : null,
      },
    })
  }
}

/** Who it was, and by which way. */
function byOf({ t }: Page, { userId, userName, channel }: HistoryEntry): string {
  const who = userName ?? t(userId ? 'ui.audit.formerUser' : 'ui.audit.nobody')
  if (channel === 'system') return who
  return t('ui.history.by', { who, channel: t(`ui.audit.channel.${channel}`) })
}
