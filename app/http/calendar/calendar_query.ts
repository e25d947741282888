import type { HttpRequest } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { firstWeekdayOf, weekOf } from '../../domains/weeks.ts'
import type { Asker } from '../../environment/scope.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery } from '../search/search_query.ts'
import { dayIn } from './days.ts'

export const SPANS = ['month', 'week', 'day', 'agenda'] as const
export type Span = (typeof SPANS)[number]

/** An agenda goes over so many days. */
const AGENDA_DAYS = 30

/** What the address asks of a calendar beside the search: the span, and a day in it. */
export class CalendarQuery extends SearchQuery<'span' | 'day'> {
  readonly span: Span
  /** The start of the day in the reader's time zone. */
  readonly day: DateTime
  readonly today: DateTime
  /** The first day that is shown, and the one after the last. */
  readonly from: DateTime
  readonly until: DateTime

  constructor(request: HttpRequest, plan: ScreenPlan, { timeZone: zone, language }: Asker) {
    super(request, plan)
    const firstWeekday = firstWeekdayOf(language)
    const given = request.qs() as Record<string, unknown>
    this.span = SPANS.find((span) => span === given.span) ?? 'month'
    this.today = DateTime.now().setZone(zone).startOf('day')
    this.day = dayIn(given.day, this.today)
    switch (this.span) {
      case 'month':
        this.from = weekOf(this.day.startOf('month'), firstWeekday)
        this.until = weekOf(this.day.endOf('month').startOf('day'), firstWeekday).plus({ weeks: 1 })
        break
      case 'week':
        this.from = weekOf(this.day, firstWeekday)
        this.until = this.from.plus({ weeks: 1 })
        break
      default:
        this.from = this.day
        this.until = this.day.plus({ days: this.span === 'day' ? 1 : AGENDA_DAYS })
    }
  }

  /** The same span so many steps before or after. */
  step(steps: number): DateTime {
    switch (this.span) {
      case 'month':
        return this.day.startOf('month').plus({ months: steps })
      case 'week':
        return this.day.plus({ weeks: steps })
      default:
        return this.day.plus({ days: steps * (this.span === 'day' ? 1 : AGENDA_DAYS) })
    }
  }

  /** The calendar on another day, or in another span. */
  dayHref(day: DateTime, span: Span = this.span): string {
    return this.href({ day: day.toISODate(), span })
  }

  /** Every day that is shown. */
  get days(): DateTime[] {
    const count = Math.round(this.until.diff(this.from, 'days').days)
    return Array.from({ length: count }, (_, index) => this.from.plus({ days: index }))
  }

  protected override ownParts(): [name: string, value: string | null][] {
    const isToday = this.day.toISODate() === this.today.toISODate()
    return [
      ['span', this.span === 'month' ? null : this.span],
      ['day', isToday ? null : this.day.toISODate()],
    ]
  }
}
