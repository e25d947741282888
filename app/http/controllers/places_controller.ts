import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { kanbanPlan } from '../kanban/kanban_plan.ts'
import { KanbanQuery } from '../kanban/kanban_query.ts'
import { Places, type Moved, type Wanted } from '../kanban/place.ts'
import { PlaceScreen } from '../kanban/place_screen.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { faultTexts } from '../texts.ts'
import { undoHref } from '../undo_href.ts'

/** The place of a card on a board. The address carries the search of the board. */
export default class PlacesController {
  edit(ctx: HttpContext) {
    const board = boardOf(ctx)
    return new PlaceScreen(ctx, board).render(String(ctx.params.id))
  }

  async update(ctx: HttpContext) {
    const { screen, plan, query } = boardOf(ctx)
    const places = new Places(ctx, screen, plan, query)
    const moved = await places.move(String(ctx.params.id), wantedOf(ctx))
    ctx.session.flash('flash', flashOf(ctx, moved))
    return ctx.response.redirect().toPath(query.href())
  }
}

function boardOf(ctx: HttpContext) {
  const screen = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
  if (!screen.hasView('kanban')) throw new E_NOT_FOUND()
  const query = new KanbanQuery(ctx.request, screen)
  return { screen, query, plan: kanbanPlan(ctx.registry, ctx.asker, screen, query) }
}

function wantedOf({ request }: HttpContext): Wanted {
  const given = (name: string): string | null => {
    const value: unknown = request.input(name)
    return typeof value === 'string' ? value : null
  }
  const step = given('step')
  return {
    column: given('column'),
    from: given('from'),
    after: given('after'),
    step: step === 'up' || step === 'down' ? step : null,
  }
}

function flashOf(ctx: HttpContext, moved: Moved) {
  const { t } = ctx.page
  const record = actionOf(ctx).model.labels.one
  if (moved.kind === 'moved') {
    return { kind: 'ok', text: t('ui.kanban.moved', { record }), undoHref: undoHref(ctx) }
  }
  if (moved.kind === 'invalid') {
    return { kind: 'bad', text: Object.values(faultTexts(moved.error.faults, t)).join(' ') }
  }
  return { kind: 'bad', text: t(`ui.kanban.${moved.kind}`, { record }) }
}
