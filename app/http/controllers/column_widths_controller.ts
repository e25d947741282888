import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { widthIn } from '../list/column_widths.ts'
import { ViewPreferences } from '../list/view_preferences.ts'
import { screenPlan } from '../search/screen_plan.ts'

/** The width of one column of a screen's list, as somebody has dragged it. */
export default class ColumnWidthsController {
  async update(ctx: HttpContext) {
    const { params, request, response } = ctx
    const { href, list } = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    if (!list.columns.some(({ name }) => name === params.name)) throw new E_NOT_FOUND()
    await new ViewPreferences(href).widen(params.name, widthIn(request.input('width')))
    return response.noContent()
  }
}
