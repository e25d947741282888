import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import type { TimelineTree } from '../../views/timeline/declaration.ts'
import { actionOf } from '../action.ts'
import { canMoveDates, canResizeDates } from '../calendar/can_move_dates.ts'
import { CalendarQuery } from '../calendar/calendar_query.ts'
import { movedDates, type Dates, type WantedDates } from '../calendar/moved_dates.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'
import { faultTexts } from '../texts.ts'
import { TimelineQuery } from '../timeline/timeline_query.ts'
import { undoHref } from '../undo_href.ts'

/** When a record of a calendar or a timeline is. The address carries the search of the view. */
export default class DatesController {
  async update(ctx: HttpContext) {
    const { asker, session, response } = ctx
    const action = actionOf(ctx)
    const screen = screenPlan(ctx.registry, asker, action)
    const shown = shownIn(screen, ctx)
    if (!shown) throw new E_NOT_FOUND()
    const { dates, query } = shown
    const wanted = wantedOf(ctx)
    const may = wanted.end ? canResizeDates : canMoveDates
    const flash = may(ctx, screen, dates) ? await this.#move(ctx, dates, wanted) : refused(ctx)
    session.flash('flash', flash)
    return response.redirect().toPath(query.href())
  }

  async #move(ctx: HttpContext, dates: Dates, wanted: WantedDates) {
    const { model } = actionOf(ctx)
    const { t } = ctx.page
    const records = new Records(model, ctx.registry.access)
    try {
      const record = await records.find(String(ctx.params.id), 'write')
      const changes = movedDates(record, dates, wanted, ctx.asker.timeZone)
      await ctx.environment!.savepoint(() => records.update(record, changes))
      const text = t(`ui.${doneKey(wanted)}`, { record: model.labels.one })
      return { kind: 'ok', text, undoHref: undoHref(ctx) }
    } catch (error) {
      if (error instanceof E_ACCESS_DENIED) return refused(ctx)
      if (error instanceof E_INVALID_INPUT) {
        return { kind: 'bad', text: Object.values(faultTexts(error.faults, t)).join(' ') }
      }
      throw error
    }
  }
}

/** The view that the address is about, and what it asks of it. */
function shownIn(screen: ScreenPlan, { request, asker }: HttpContext) {
  const calendar = screen.views.get('calendar') as CalendarTree | undefined
  const timeline = screen.views.get('timeline') as TimelineTree | undefined
  if (timeline && request.qs().view === 'timeline') {
    return { dates: timeline, query: new TimelineQuery(request, screen, timeline, asker) }
  }
  return calendar && { dates: calendar, query: new CalendarQuery(request, screen, asker) }
}

function wantedOf({ request }: HttpContext): WantedDates {
  const given = (name: string) => textOf(request.input(name))
  return { to: given('to'), from: given('from'), end: given('end'), again: given('again') === '1' }
}

function doneKey({ to, end }: WantedDates): string {
  if (end) return 'calendar.resized'
  return to.includes('T') ? 'calendar.movedTime' : 'calendar.moved'
}

function refused(ctx: HttpContext) {
  const { one: record } = actionOf(ctx).model.labels
  return { kind: 'bad', text: ctx.page.t('ui.kanban.refused', { record }) }
}
