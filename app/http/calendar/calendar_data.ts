import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { CalendarTree } from '../../views/calendar/declaration.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import type { CalendarQuery } from './calendar_query.ts'

/** So many records are shown at once. */
export const MOST_EVENTS = 1_000

type Row = Record<string, unknown>

/** The records on the days that are shown, by their start; one more than the most. */
export async function readCalendar(
  ctx: HttpContext,
  screen: ScreenPlan,
  tree: CalendarTree,
  query: CalendarQuery
): Promise<Row[]> {
  const { model } = screen
  const { start, end, color } = tree
  const records = new Records<typeof Model>(model, ctx.registry.access)
  const found = await searched(ctx, screen, query)
  const written = (name: string, moment: DateTime) =>
    model.allFields[name]!.kind === 'date' ? moment.toISODate() : moment.toUTC().toISO()
  const from = (name: string) => [name, '>=', written(name, query.from)]
  const domain = [
    [start, '<', written(start, query.until)],
    ...(end ? ['|', from(end), '&', [end, '=', null], from(start)] : [from(start)]),
  ]
  const names = [model.titleField, start, end, color].filter((name) => name !== null)
  const [rows] = await ctx.environment!.read([
    records.select({
      ...found,
      where: [...found.where, records.domain(domain)],
      fields: names,
      order: [{ name: start, descending: false }],
      limit: MOST_EVENTS + 1,
    }),
  ])
  return rows!
}

/** Whether records can be put on another day: those of several days are changed on their form. */
export function canMoveDates(
  { registry }: HttpContext,
  { model }: ScreenPlan,
  { start, end }: CalendarTree
): boolean {
  const records = new Records<typeof Model>(model, registry.access)
  return records.allows('write') && records.writable.has(start) && !end
}

/** The moment that a column holds, in the reader's time zone; days begin at midnight there. */
export function momentOf(value: unknown, zone: string): DateTime | null {
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone })
  return value ? DateTime.fromISO(String(value), { zone }) : null
}
