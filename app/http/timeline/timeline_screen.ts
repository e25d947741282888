import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { Action } from '../../modules/registry.ts'
import type { TimelineTree } from '../../views/timeline/declaration.ts'
import { renderTimeline } from '../../views/timeline/page.ts'
import type { TimelinePage } from '../../views/timeline/types.ts'
import type { SearchTools } from '../../views/search/types.ts'
import { colorLegend, colorsOf } from '../calendar/calendar_colors.ts'
import { MOST_EVENTS, readDated } from '../calendar/calendar_data.ts'
import { canMoveDates, canResizeDates } from '../calendar/can_move_dates.ts'
import { periodName } from '../calendar/days.ts'
import { localeOf } from '../formats.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searchTools } from '../search/search_tools.ts'
import { SPANS, TimelineQuery } from './timeline_query.ts'
import { rowOrder } from './row_order.ts'
import { ticksOf } from './timeline_ticks.ts'
import { timelineRows } from './timeline_rows.ts'

type Row = Record<string, unknown>

/**
 * The records of a screen as bars from one day to another: one statement for all of them, and one
 * for the order of their rows where people give it.
 */
export class TimelineScreen {
  #ctx: HttpContext
  #screen: ScreenPlan
  #tree: TimelineTree
  #query: TimelineQuery

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#screen = screenPlan(ctx.registry, ctx.asker, action)
    this.#tree = this.#screen.views.get('timeline') as TimelineTree
    this.#query = new TimelineQuery(ctx.request, this.#screen, this.#tree, ctx.asker)
  }

  async render(): Promise<Buffer> {
    const { page } = this.#ctx
    const fields = [this.#tree.color, this.#query.by]
    const asked = { dates: this.#tree, fields }
    const rows = await readDated(this.#ctx, this.#screen, this.#query, asked)
    const search = await searchTools(this.#ctx, this.#screen, this.#query, page.t)
    const body = renderTimeline(this.#content(rows, search, await this.#order(rows)), page.t)
    return page.render(screenPlace(this.#ctx, this.#screen), body)
  }

  #order(rows: readonly Row[]): Promise<readonly string[]> {
    const { by } = this.#query
    const ids = new Set(rows.flatMap((row) => (row[by] ? [String(row[by])] : [])))
    return rowOrder(this.#ctx, this.#screen.model.allFields[by]!, [...ids])
  }

  #content(found: readonly Row[], search: SearchTools, order: readonly string[]): TimelinePage {
    const { t, formats } = this.#ctx.page
    const query = this.#query
    const { model } = this.#screen
    const rows = found.slice(0, MOST_EVENTS)
    const colorOf = colorsOf(this.#ctx, model, this.#tree)
    const labelOf = (name: string) => model.allFields[name]!.options.label
    return {
      ...screenHead(this.#ctx, this.#screen, query, t),
      ...this.#moves(),
      ...this.#period(),
      search,
      by: labelOf(query.by),
      rows: timelineRows(this.#ctx, this.#screen, {
        tree: this.#tree,
        query,
        rows,
        colorOf,
        order,
      }),
      ticks: ticksOf(query, this.#locale),
      now: this.#now,
      days: query.days,
      empty:
        rows.length === 0
          ? t('ui.calendar.empty', { records: model.labels.many, field: labelOf(this.#tree.start) })
          : null,
      more:
        found.length > MOST_EVENTS
          ? t('ui.calendar.tooMany', { count: formats.number(MOST_EVENTS) })
          : null,
      legend: colorLegend(rows, colorOf),
      csrf: this.#ctx.request.csrfToken,
    }
  }

  #moves() {
    const canMove = canMoveDates(this.#ctx, this.#screen, this.#tree)
    const canResize = canResizeDates(this.#ctx, this.#screen, this.#tree)
    const written = new URLSearchParams([['_method', 'PUT'], ...this.#query.params()])
    const datesAction = canMove || canResize ? `${this.#screen.href}/:id/dates?${written}` : null
    return { canMove, canResize, datesAction }
  }

  #period() {
    const query = this.#query
    const { t } = this.#ctx.page
    return {
      period: periodName(query, this.#locale),
      spans: SPANS.map((span) => ({
        label: t(
          span === 'week' || span === 'month' ? `ui.calendar.${span}` : `ui.timeline.${span}`
        ),
        href: query.dayHref(query.day, span),
        current: span === query.span,
      })),
      previousHref: query.dayHref(query.from.minus({ [query.span]: 1 })),
      nextHref: query.dayHref(query.until),
      todayHref: query.dayHref(query.today),
    }
  }

  get #now(): number | null {
    const { from, until } = this.#query
    const now = DateTime.now()
    if (now < from || now >= until) return null
    return Math.round(((+now - +from) / (+until - +from)) * 10_000) / 100
  }

  get #locale(): string {
    return localeOf(this.#ctx.asker.language)
  }
}
