import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { arrangementIn, ColumnsScreen } from '../list/columns_screen.ts'
import { ViewPreferences } from '../list/view_preferences.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'

/** The columns of a screen's list as somebody arranges them for themselves. */
export default class ColumnsController {
  edit(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    return new ColumnsScreen(ctx, plan, textOf(ctx.request.qs().screen)).render()
  }

  async update(ctx: HttpContext) {
    const { request, response, session } = ctx
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const screen = new ColumnsScreen(ctx, plan, textOf(request.input('screen')))
    await new ViewPreferences(plan.href).keep(arrangementIn(ctx, plan))
    if (request.input('up') || request.input('down')) return response.redirect().toPath(screen.href)
    session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.columns.kept') })
    return response.redirect().toPath(screen.listHref)
  }

  async destroy(ctx: HttpContext) {
    const { request, response, session } = ctx
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const screen = new ColumnsScreen(ctx, plan, textOf(request.input('screen')))
    await new ViewPreferences(plan.href).reset()
    session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.columns.gone') })
    return response.redirect().toPath(screen.listHref)
  }
}
