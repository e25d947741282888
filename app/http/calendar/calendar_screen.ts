import type { HttpContext } from '@adonisjs/core/http'
import type { DateTime } from 'luxon'
import type { Action } from '../../modules/registry.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import { renderCalendar } from '../../views/calendar/page.ts'
import type {
  CalendarDay,
  CalendarEvent,
  CalendarPage,
  HourGrid,
} from '../../views/calendar/types.ts'
import type { SearchTools } from '../../views/search/types.ts'
import { localeOf } from '../formats.ts'
import type { Page } from '../page.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { colorLegend, colorsOf, eventOf, type Color } from './calendar_colors.ts'
import { momentOf, MOST_EVENTS, readDated } from './calendar_data.ts'
import { CalendarQuery, SPANS } from './calendar_query.ts'
import { canMoveDates, canResizeDates } from './can_move_dates.ts'
import { periodName } from './days.ts'
import { hourGrid } from './hour_grid.ts'

type Row = Record<string, unknown>

/** The records of a screen on the days on which they are. */
export class CalendarScreen {
  #ctx: HttpContext
  #screen: ScreenPlan
  #tree: CalendarTree
  #page: Page
  #query: CalendarQuery
  #colorOf: (row: Row) => Color | null
  #eventOf: (row: Row) => CalendarEvent

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#screen = screenPlan(ctx.registry, ctx.asker, action)
    this.#tree = this.#screen.views.get('calendar') as CalendarTree
    this.#page = ctx.page
    this.#query = new CalendarQuery(ctx.request, this.#screen, ctx.asker)
    this.#colorOf = colorsOf(ctx, action.model, this.#tree)
    this.#eventOf = eventOf(this.#screen, this.#colorOf)
  }

  async render(): Promise<Buffer> {
    const asked = { dates: this.#tree, fields: [this.#tree.color] }
    const rows = await readDated(this.#ctx, this.#screen, this.#query, asked)
    const search = await searchTools(this.#ctx, this.#screen, this.#query, this.#page.t)
    const body = renderCalendar(this.#content(rows, search), this.#page.t)
    return this.#page.render(screenPlace(this.#ctx, this.#screen), body)
  }

  #content(rows: readonly Row[], search: SearchTools): CalendarPage {
    const { t, formats } = this.#page
    const query = this.#query
    const head = screenHead(this.#ctx, this.#screen, query, t)
    const { labels, allFields } = this.#screen.model
    const canMove = canMoveDates(this.#ctx, this.#screen, this.#tree)
    const shown = rows.slice(0, MOST_EVENTS)
    const days = this.#days(shown, head.newHref)
    const written = new URLSearchParams([['_method', 'PUT'], ...query.params()])
    return {
      ...head,
      search,
      period: periodName(query, this.#locale),
      spans: SPANS.map((span) => ({
        label: t(`ui.calendar.${span}`),
        href: query.dayHref(query.day, span),
        current: span === query.span,
      })),
      previousHref: query.dayHref(query.step(-1)),
      nextHref: query.dayHref(query.step(1)),
      todayHref: query.dayHref(query.today),
      span: query.span,
      weekdays: query.days.slice(0, 7).map((day) => ({
        short: this.#word(day, 'ccc'),
        long: this.#word(day, 'cccc'),
      })),
      weeks: Array.from({ length: Math.ceil(days.length / 7) }, (_, week) =>
        days.slice(week * 7, week * 7 + 7)
      ),
      hours: this.#hours(shown, days, head.newHref),
      empty:
        rows.length === 0
          ? t('ui.calendar.empty', {
              records: labels.many,
              field: allFields[this.#tree.start]!.options.label,
            })
          : null,
      more:
        rows.length > MOST_EVENTS
          ? t('ui.calendar.tooMany', { count: formats.number(MOST_EVENTS) })
          : null,
      legend: colorLegend(rows, this.#colorOf),
      moveAction: canMove ? `${this.#screen.href}/:id/dates?${written}` : null,
      canResize: canMove && canResizeDates(this.#ctx, this.#screen, this.#tree),
      slots:
        head.newHref === null
          ? null
          : { href: head.newHref, start: this.#tree.start, end: this.#tree.end },
      csrf: this.#ctx.request.csrfToken,
    }
  }

  #days(rows: readonly Row[], newHref: string | null): CalendarDay[] {
    const { day: shown, today, span } = this.#query
    const { start } = this.#tree
    const isMoment = this.#isMoment
    const onDays = this.#eventsByDay(rows)
    return this.#query.days.map((day) => {
      const date = day.toISODate()!
      const value = isMoment ? `${date}T09:00` : date
      return {
        date,
        name: this.#word(day, 'cccc, d LLLL yyyy'),
        label: String(day.day),
        href: this.#query.dayHref(day, 'day'),
        newHref: newHref && `${newHref}?${new URLSearchParams({ [start]: value })}`,
        isToday: day.hasSame(today, 'day'),
        isOutside: span === 'month' && !day.hasSame(shown, 'month'),
        events: onDays.get(date) ?? [],
      }
    })
  }

  /** The hours of a week or a day, for records that have a time of day. */
  #hours(rows: readonly Row[], days: CalendarDay[], newHref: string | null): HourGrid | null {
    const { span, days: starts } = this.#query
    if (!this.#isMoment || !['week', 'day'].includes(span)) return null
    const { start, end } = this.#tree
    const slotHref = (from: string, to: string) =>
      `${newHref}?${new URLSearchParams({ [start]: from, ...(end && { [end]: to }) })}`
    return hourGrid({
      days,
      starts,
      rows,
      dates: this.#tree,
      zone: this.#ctx.asker.timeZone,
      eventOf: this.#eventOf,
      slotHref: newHref === null ? null : slotHref,
      again: (time) => this.#page.t('ui.calendar.again', { time }),
    })
  }

  get #isMoment(): boolean {
    return this.#screen.model.allFields[this.#tree.start]!.kind === 'datetime'
  }

  /** A record of several days is on each of them, with its time on the first. */
  #eventsByDay(rows: readonly Row[]): Map<string, CalendarEvent[]> {
    const { from, until } = this.#query
    const { start, end } = this.#tree
    const zone = this.#ctx.asker.timeZone
    const onDays = new Map<string, CalendarEvent[]>()
    for (const row of rows) {
      const first = momentOf(row[start], zone)!
      const last = (end ? momentOf(row[end], zone) : null) ?? first
      const event = this.#eventOf(row)
      let day = first.startOf('day') < from ? from : first.startOf('day')
      for (; day <= last && day < until; day = day.plus({ days: 1 })) {
        const date = day.toISODate()!
        const isFirst = day.hasSame(first, 'day')
        const time = isFirst && row[start] instanceof Date ? first.toFormat('HH:mm') : null
        onDays.set(date, [...(onDays.get(date) ?? []), { ...event, time }])
      }
    }
    return onDays
  }

  get #locale(): string {
    return localeOf(this.#ctx.asker.language)
  }

  #word(day: DateTime, format: string): string {
    return day.setLocale(this.#locale).toFormat(format)
  }
}
