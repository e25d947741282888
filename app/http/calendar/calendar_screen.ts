import type { HttpContext } from '@adonisjs/core/http'
import type { DateTime } from 'luxon'
import type { Action } from '../../modules/registry.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import { renderCalendar } from '../../views/calendar/page.ts'
import type { CalendarDay, CalendarEvent, CalendarPage } from '../../views/calendar/types.ts'
import type { SearchTools } from '../../views/search/types.ts'
import { localeOf } from '../formats.ts'
import type { Page } from '../page.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { colorsOf, type Color } from './calendar_colors.ts'
import { canMoveDates, momentOf, MOST_EVENTS, readCalendar } from './calendar_data.ts'
import { CalendarQuery, SPANS } from './calendar_query.ts'
import { periodName } from './days.ts'

type Row = Record<string, unknown>

/** The records of a screen on the days on which they are. */
export class CalendarScreen {
  #ctx: HttpContext
  #screen: ScreenPlan
  #tree: CalendarTree
  #page: Page
  #query: CalendarQuery
  #colorOf: (row: Row) => Color | null

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#screen = screenPlan(ctx.registry, ctx.asker, action)
    this.#tree = this.#screen.views.get('calendar') as CalendarTree
    this.#page = ctx.page
    this.#query = new CalendarQuery(ctx.request, this.#screen, ctx.asker)
    this.#colorOf = colorsOf(ctx, action.model, this.#tree)
  }

  async render(): Promise<Buffer> {
    const rows = await readCalendar(this.#ctx, this.#screen, this.#tree, this.#query)
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
    const days = this.#days(rows.slice(0, MOST_EVENTS), head.newHref)
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
      legend: this.#legend(rows),
      moveAction: canMove ? `${this.#screen.href}/:id/dates?${written}` : null,
      csrf: this.#ctx.request.csrfToken,
    }
  }

  #days(rows: readonly Row[], newHref: string | null): CalendarDay[] {
    const { day: shown, today, span } = this.#query
    const { start } = this.#tree
    const isMoment = this.#screen.model.allFields[start]!.kind === 'datetime'
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

  /** A record of several days is on each of them, with its time on the first. */
  #eventsByDay(rows: readonly Row[]): Map<string, CalendarEvent[]> {
    const { from, until } = this.#query
    const { start, end } = this.#tree
    const zone = this.#ctx.asker.timeZone
    const onDays = new Map<string, CalendarEvent[]>()
    for (const row of rows) {
      const first = momentOf(row[start], zone)!
      const last = (end ? momentOf(row[end], zone) : null) ?? first
      const event = this.#event(row)
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

  #event(row: Row): CalendarEvent {
    const { model, href } = this.#screen
    const color = this.#colorOf(row)
    return {
      id: String(row.id),
      title: String(row[model.titleField] ?? '') || '–',
      href: `${href}/${String(row.id)}`,
      time: null,
      tone: color?.tone ?? '',
      colorWords: color?.label ?? '',
    }
  }

  #legend(rows: readonly Row[]): CalendarPage['legend'] {
    const colors = rows.map((row) => this.#colorOf(row)).filter((color) => color !== null)
    const byLabel = new Map(colors.map((color) => [color.label, color]))
    return [...byLabel.values()].slice(0, 12)
  }

  get #locale(): string {
    return localeOf(this.#ctx.asker.language)
  }

  #word(day: DateTime, format: string): string {
    return day.setLocale(this.#locale).toFormat(format)
  }
}
