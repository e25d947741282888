import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { RowScreen } from '../list/row/row_screen.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { undoHref } from '../undo_href.ts'

/** A row of a list that is edited where it stands. */
export default class RowsController {
  async edit(ctx: HttpContext) {
    return (await rowOf(ctx)).edit()
  }

  async update(ctx: HttpContext) {
    const row = await rowOf(ctx)
    const refused = await row.save()
    if (refused) return refused
    const text = ctx.page.t('ui.form.saved', { record: actionOf(ctx).model.labels.one })
    ctx.session.flash('flash', { kind: 'ok', text, undoHref: undoHref(ctx) })
    return ctx.response.redirect().toPath(row.listHref)
  }
}

function rowOf(ctx: HttpContext): Promise<RowScreen> {
  const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
  return RowScreen.open(ctx, plan, String(ctx.params.id))
}
