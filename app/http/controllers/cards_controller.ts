import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { createdFlash } from '../form/alike.ts'
import { FormScreen } from '../form/form_screen.ts'
import { createFromForm } from '../form/save.ts'
import { KanbanQuery } from '../kanban/kanban_query.ts'
import { screenPlan } from '../search/screen_plan.ts'

/** Records that are made on a board. The address carries its search. */
export default class CardsController {
  /** What is refused is shown on the form with all fields, with what was typed. */
  async store(ctx: HttpContext) {
    const action = actionOf(ctx)
    const screen = screenPlan(ctx.registry, ctx.asker, action)
    if (!screen.hasView('kanban') || !screen.form) throw new E_NOT_FOUND()
    const saved = await createFromForm(ctx, action)
    if (saved.kind === 'rejected') {
      ctx.response.status(422)
      return new FormScreen(ctx, action, null).render(saved.rejected)
    }
    ctx.session.flash('flash', await createdFlash(ctx, action, saved.id))
    return ctx.response.redirect().toPath(new KanbanQuery(ctx.request, screen).href())
  }
}
