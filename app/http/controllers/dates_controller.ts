import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { E_ACCESS_DENIED, E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import { actionOf } from '../action.ts'
import { canMoveDates } from '../calendar/calendar_data.ts'
import { CalendarQuery } from '../calendar/calendar_query.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { faultTexts } from '../texts.ts'
import { undoHref } from '../undo_href.ts'

/** The day of a record in a calendar. The address carries the search of the calendar. */
export default class DatesController {
  async update(ctx: HttpContext) {
    const { asker, request, session, response } = ctx
    const action = actionOf(ctx)
    const screen = screenPlan(ctx.registry, asker, action)
    const tree = screen.views.get('calendar') as CalendarTree | undefined
    if (!tree) throw new E_NOT_FOUND()
    const query = new CalendarQuery(request, screen, asker)
    const flash = canMoveDates(ctx, screen, tree) ? await this.#move(ctx, tree.start) : refused(ctx)
    session.flash('flash', flash)
    return response.redirect().toPath(query.href())
  }

  /** Moves a record to another day; a moment keeps its time of day. */
  async #move(ctx: HttpContext, start: string) {
    const { model } = actionOf(ctx)
    const { t } = ctx.page
    const records = new Records(model, ctx.registry.access)
    const day = String(ctx.request.input('to') ?? '')
    try {
      const record = await records.find(String(ctx.params.id), 'write')
      const current = record.fieldValue(start)
      const value =
        model.allFields[start]!.kind === 'datetime' && DateTime.isDateTime(current)
          ? onDay(current, day, ctx.asker.timeZone)
          : day
      await ctx.environment!.savepoint(() => records.update(record, { [start]: value }))
      const text = t('ui.calendar.moved', { record: model.labels.one })
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

function refused(ctx: HttpContext) {
  const { one: record } = actionOf(ctx).model.labels
  return { kind: 'bad', text: ctx.page.t('ui.kanban.refused', { record }) }
}

function onDay(moment: DateTime, day: string, zone: string): string {
  const time = moment.setZone(zone).toFormat('HH:mm:ss')
  return DateTime.fromISO(`${day}T${time}`, { zone }).toISO() ?? day
}
