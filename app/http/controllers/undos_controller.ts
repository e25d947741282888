import type { HttpContext } from '@adonisjs/core/http'
import type { NetRow } from '../../access/undo/net_rows.ts'
import { E_CANNOT_UNDO } from '../../access/undo/obstacles.ts'
import { Undo } from '../../access/undo/undo.ts'
import { effectFirst, type Question } from '../access/effect_first.ts'
import { AUDIT_HREF, mayAudit } from '../audit/may_audit.ts'
import { ObstacleTeller } from '../audit/obstacle_words.ts'
import { loggedTables } from '../audit/logged_fields.ts'
import { Page } from '../page.ts'
import { undoAddress } from '../undo_href.ts'

/**
 * Taking an entry of the audit log back. Everybody may take back what they have done themselves, and
 * those who see the log what others have done; what they may do with the records is asked besides.
 */
export default class UndosController {
  async store(ctx: HttpContext) {
    const page = new Page(ctx)
    const mayUndoOthers = mayAudit(ctx)
    const undo = new Undo(ctx.registry.access, ctx.registry.models)
    try {
      const attempt = await effectFirst(
        ctx,
        null,
        () => undo.run(String(ctx.params.id), { mayUndoOthers }),
        () => this.#question(ctx, page)
      )
      if ('shown' in attempt) return attempt.shown
      const { rows } = attempt.written
      const text = page.t('ui.undo.done')
      const href = undoAddress(ctx.environment!.entryId)
      ctx.session.flash('flash', { kind: 'ok', text, undoHref: href })
      return ctx.response.redirect().toPath(this.#whereTo(ctx, rows))
    } catch (error) {
      if (error instanceof E_CANNOT_UNDO) return this.#explain(ctx, page, error)
      throw error
    }
  }

  /** To the record, where there is one left; else to its list. */
  #whereTo(ctx: HttpContext, rows: readonly NetRow[]): string {
    const tables = loggedTables(ctx.registry)
    const lead = rows.find(({ table }) => tables.get(table)?.pairs === null) ?? rows[0]!
    const model = tables.get(lead.table)?.model
    const home = model && ctx.registry.home.get(model)
    const fallback = mayAudit(ctx) ? AUDIT_HREF : '/'
    if (!home || !ctx.registry.shows(ctx.asker, home)) return fallback
    const own = rows.filter(({ table }) => table === model.table)
    const isOne = own.length === 1 && own[0]!.action !== 'insert' && home.form
    return isOne ? `${home.href}/${own[0]!.recordId}` : home.href
  }

  #question({ params: { id } }: HttpContext, { t }: Page): Question {
    const title = t('ui.rights.undoTitle')
    return {
      title,
      doLabel: t('ui.undo.undo'),
      crumbs: [
        { label: t('ui.audit.title'), href: AUDIT_HREF },
        { label: title, href: null },
      ],
      menuHref: AUDIT_HREF,
      keepHref: `${AUDIT_HREF}/${String(id)}`,
    }
  }

  async #explain(ctx: HttpContext, page: Page, { obstacles }: E_CANNOT_UNDO) {
    const { sentences, more } = await new ObstacleTeller(ctx, page).tell(obstacles)
    const title = page.t('ui.undo.title')
    ctx.response.status(409)
    return page.renderView('pages/cannot_undo', {
      title,
      crumbs: [{ label: title, href: null }],
      state: {
        sentences,
        more: more > 0 ? page.t('ui.undo.more', { count: more }) : null,
        entryHref: mayAudit(ctx) ? `${AUDIT_HREF}/${ctx.params.id}` : null,
      },
    })
  }
}
