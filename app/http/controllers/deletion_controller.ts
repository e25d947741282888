import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { renderDelete } from '../../views/form/delete.ts'
import { actionOf } from '../action.ts'
import { affectedBy, type Affected } from '../form/affected.ts'
import { FormScreen } from '../form/form_screen.ts'

/** Asks before a record is deleted, and says what else is affected. */
export default class DeletionController {
  async create(ctx: HttpContext) {
    const action = actionOf(ctx)
    const { model } = action
    const id = String(ctx.params.id)
    const records = new Records(model, ctx.registry.access)
    if (!records.allows('delete')) {
      throw new E_ACCESS_DENIED(['delete', model.labels.many])
    }
    const screen = new FormScreen(ctx, action, id)
    const data = await screen.read()
    if (!data.reach.has('delete')) throw new E_ACCESS_DENIED(['delete', model.labels.many])
    const affected = await affectedBy(ctx.environment!, ctx.registry, model, [id])
    const blocked = affected.filter(({ effect }) => effect === 'blocked')
    const { t, formats } = screen.page
    const name = String(data.row![model.titleField] ?? '') || t('ui.form.untitled')
    const href = `${action.href}/${id}`
    const canArchive =
      records.shows('active') && data.reach.has('write') && data.row!.active !== false
    const body = renderDelete(
      {
        title: t('ui.delete.title', { name }),
        text: t(canArchive ? 'ui.delete.textArchive' : 'ui.delete.text', {
          record: model.labels.one,
        }),
        action: `${href}?_method=DELETE`,
        csrf: ctx.request.csrfToken,
        hidden: [],
        affected: affected
          .filter(({ effect }) => effect !== 'blocked')
          .map(({ model: other, field, count, effect }) => ({
            label: other.labels.many,
            count: formats.number(count),
            effect: t(`ui.delete.${effect as Exclude<Affected['effect'], 'blocked'>}`, { field }),
          })),
        blocked: blocked.map(({ model: other, count }) => ({
          title: t('ui.delete.blocked', { name }),
          text: t('ui.delete.blockedBy', { count, records: other.labels.many }),
          archive: canArchive ? { label: t('ui.form.archive'), action: `${href}/archival` } : null,
        })),
        typed: null,
        deleteLabel:
          blocked.length > 0 ? null : t('ui.delete.button', { record: model.labels.one }),
        keepLabel: t('ui.delete.keep', { record: model.labels.one }),
        keepHref: href,
      },
      t
    )
    return screen.page.render(screen.content(data), body)
  }
}
