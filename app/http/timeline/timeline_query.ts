import type { HttpRequest } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { firstWeekdayOf, weekOf } from '../../domains/weeks.ts'
import type { Asker } from '../../environment/scope.ts'
import type { TimelineTree } from '../../views/timeline/declaration.ts'
import { dayIn } from '../calendar/days.ts'
import { dividingField } from '../search/dividing_field.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SearchQuery } from '../search/search_query.ts'

export const SPANS = ['week', 'month', 'quarter', 'year'] as const
type Span = (typeof SPANS)[number]

/** What the address asks of a timeline beside the search: the span, and a day in it. */
export class TimelineQuery extends SearchQuery<'span' | 'day'> {
  readonly span: Span
  readonly day: DateTime
  readonly today: DateTime
  /** The first moment that is shown, and the one after the last, in the reader's time zone. */
  readonly from: DateTime
  readonly until: DateTime
  /** The field whose values are the rows. */
  override readonly by: string

  constructor(request: HttpRequest, plan: ScreenPlan, tree: TimelineTree, asker: Asker) {
    super(request, plan)
    const given = request.qs() as Record<string, unknown>
    this.span = SPANS.find((span) => span === given.span) ?? 'quarter'
    this.today = DateTime.now().setZone(asker.timeZone).startOf('day')
    this.day = dayIn(given.day, this.today)
    this.from =
      this.span === 'week'
        ? weekOf(this.day, firstWeekdayOf(asker.language))
        : this.day.startOf(this.span)
    this.until = this.from.plus({ [this.span]: 1 })
    this.by = dividingField(this.groupBy, plan, tree.by)
  }

  /** The timeline on another day, or over another span. */
  dayHref(day: DateTime, span: Span = this.span): string {
    return this.href({ day: day.toISODate(), span })
  }

  /** How many days are shown. */
  get days(): number {
    return Math.round(this.until.diff(this.from, 'days').days)
  }

  protected override ownParts(): [name: string, value: string | null][] {
    const isToday = this.day.toISODate() === this.today.toISODate()
    return [
      ['span', this.span === 'quarter' ? null : this.span],
      ['day', isToday ? null : this.day.toISODate()],
    ]
  }
}
