import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import type { SearchQuery } from '../search/search_query.ts'
import type { Dates } from './moved_dates.ts'

/** So many records are shown at once. */
export const MOST_EVENTS = 1_000

type Row = Record<string, unknown>

/** What is asked of records that have a time. */
interface Asked {
  dates: Dates
  /** Fields beside the title and the dates. */
  fields: readonly (string | null)[]
}

/** The records between two moments, by their start; one more than the most. */
export async function readDated(
  ctx: HttpContext,
  screen: ScreenPlan,
  query: SearchQuery<string> & { from: DateTime; until: DateTime },
  { dates: { start, end }, fields }: Asked
): Promise<Row[]> {
  const { model } = screen
  const records = new Records<typeof Model>(model, ctx.registry.access)
  const found = await searched(ctx, screen, query)
  const written = (name: string, moment: DateTime) =>
    model.allFields[name]!.kind === 'date' ? moment.toISODate() : moment.toUTC().toISO()
  const from = (name: string) => [name, '>=', written(name, query.from)]
  const domain = [
    [start, '<', written(start, query.until)],
    ...(end ? ['|', from(end), '&', [end, '=', null], from(start)] : [from(start)]),
  ]
  const names = [model.titleField, start, end, ...fields].filter((name) => name !== null)
  const [rows] = await ctx.environment!.read([
    records.select({
      ...found,
      where: [...found.where, records.domain(domain)],
      fields: [...new Set(names)],
      order: [{ name: start, descending: false }],
      limit: MOST_EVENTS + 1,
    }),
  ])
  return rows!
}

/** The moment that a column holds, in the reader's time zone; days begin at midnight there. */
export function momentOf(value: unknown, zone: string): DateTime | null {
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone })
  return value ? DateTime.fromISO(String(value), { zone }) : null
}
