import type { HttpContext } from '@adonisjs/core/http'
import type { DateTime } from 'luxon'
import type { GroupKey } from '../../models/aggregate.ts'
import type { TimelineTree } from '../../views/timeline/declaration.ts'
import type { TimelineBar, TimelineRow } from '../../views/timeline/types.ts'
import { eventOf, type Color } from '../calendar/calendar_colors.ts'
import { momentOf } from '../calendar/calendar_data.ts'
import { localeOf } from '../formats.ts'
import { groupLabel } from '../groups/group_label.ts'
import { lanesOf, type Placed, type Stretch } from '../lanes.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { TimelineQuery } from './timeline_query.ts'

type Row = Record<string, unknown>

interface Parts {
  tree: TimelineTree
  query: TimelineQuery
  rows: readonly Row[]
  colorOf: (row: Row) => Color | null
  /** Ids of linked records in the order that people have given them. */
  order: readonly string[]
}

/** A record from the moment at which it begins to the one at which it is over. */
interface Dated extends Stretch {
  row: Row
  first: DateTime
  /** The last day; the first for those without an end. */
  last: DateTime
}

/** Bars are this part of the width at least, so that they can be seen and pressed. */
const LEAST = 0.006

/** The records by what they have in common, each row with its bars in as many lines as needed. */
export function timelineRows(ctx: HttpContext, screen: ScreenPlan, parts: Parts): TimelineRow[] {
  const { query, tree, rows, order } = parts
  const { t, formats } = ctx.page
  const { language, timeZone } = ctx.asker
  const field = screen.model.allFields[query.by]!
  const groups = Map.groupBy(rows, (row) => (row[query.by] ?? null) as GroupKey['value'])
  const barOf = barMaker(screen, parts, localeOf(language))
  const named = [...groups].map(([value, members]) => {
    const title = (members[0]![`${query.by}.title`] ?? null) as string | null
    const label = groupLabel(field, { name: query.by }, { value, title }, { t, formats, language })
    const placed = lanesOf(members.map((row) => datedOf(row, screen, tree, query, timeZone)))
    return {
      value,
      label,
      count: formats.number(members.length),
      lanes: Math.max(...placed.map(({ lanes }) => lanes)),
      bars: placed.map(barOf),
    }
  })
  return inOrder(named, [...order, ...Object.keys(field.options.options ?? {})])
}

/** Options as declared, records as people order them or by title, those without a value last. */
function inOrder<T extends { value: GroupKey['value']; label: string }>(
  rows: T[],
  options: readonly string[]
): T[] {
  const place = ({ value }: T) => (value === null ? Infinity : options.indexOf(String(value)))
  return rows.sort(
    (one, other) =>
      (place(one) === place(other) ? 0 : place(one) - place(other)) ||
      one.label.localeCompare(other.label)
  )
}

function datedOf(
  row: Row,
  { model }: ScreenPlan,
  { start, end }: TimelineTree,
  { from, until }: TimelineQuery,
  zone: string
): Dated {
  const first = momentOf(row[start], zone)!
  const given = momentOf(row[end], zone)
  const last = given && given > first ? given : first
  const isDay = !given || model.allFields[end]!.kind === 'date'
  const over = isDay ? last.startOf('day').plus({ days: 1 }) : last
  const length = +until - +from
  const begins = Math.max((+first - +from) / length, 0)
  const ends = Math.min((+over - +from) / length, 1)
  const to = Math.max(ends, Math.min(begins + LEAST, 1))
  return { row, first, last, from: Math.min(begins, to - LEAST), to }
}

function barMaker(screen: ScreenPlan, { query, colorOf, tree }: Parts, locale: string) {
  const event = eventOf(screen, colorOf)
  const days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const local = ({ year, month, day }: DateTime) => new Date(year, month - 1, day, 12)
  return ({ item, lane }: Placed<Dated>): TimelineBar => {
    const { row, first, last, from, to } = item
    return {
      ...event(row),
      left: percent(from),
      width: percent(to - from),
      lane,
      dates: days.formatRange(local(first), local(last)),
      from: first >= query.from ? first.toISODate()! : '',
      to: row[tree.end] && last < query.until ? last.toISODate()! : '',
    }
  }
}

function percent(share: number): number {
  return Math.round(share * 10_000) / 100
}
