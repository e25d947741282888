import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Rows } from '../../environment/environment.ts'
import { groupsOf, type Group, type Measure } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { ListQuery } from '../list/list_query.ts'
import { markNodes } from '../list/marks.ts'
import { totalOf } from '../list/totals.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { Searched } from '../search/searched.ts'
import { E_TOO_MANY_TO_PRINT } from './too_many.ts'

/** A list with more records or values than these is no longer read on paper, and slow to set. */
const MOST_RECORDS = 5_000
const MOST_VALUES = 40_000

/** So many records can be printed with so many columns. */
export function mostPrinted(columns: number): number {
  return Math.min(MOST_RECORDS, Math.floor(MOST_VALUES / Math.max(columns, 1)))
}

/** The records of a list with its groups of all levels and what is summed up. */
export interface ListData {
  rows: Rows
  /** Groups of each level, the outermost first; each has the keys of those that it is in. */
  levels: readonly (readonly Group[])[]
  total: Group
}

/**
 * Reads what a list shows, on all its pages and in all its groups: one statement for the records, one
 * for each level of groups and one for everything together, in one round trip. Throws
 * E_TOO_MANY_TO_PRINT.
 */
export async function readList(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: ListQuery,
  asked: Searched & { fields: readonly string[]; measures: readonly Measure[] }
): Promise<ListData> {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  const { fields, measures, ...found } = asked
  const { groupBy, order } = query
  const most = mostPrinted(fields.length)
  const prefixes = groupBy.map((_, level) => groupBy.slice(0, level + 1))
  const [rows, total, ...levels] = await ctx.environment!.read([
    records.select({
      ...found,
      fields: [...new Set([...fields, ...groupBy.map(({ name }) => name)])],
      order,
      marks: markNodes(records, plan),
      limit: most + 1,
    }),
    records.aggregate({ ...found, groupBy: [], measures }),
    ...prefixes.map((terms) => records.aggregate({ ...found, groupBy: terms, measures })),
  ])
  if (rows!.length > most) throw new E_TOO_MANY_TO_PRINT('rows', most)
  return {
    rows: rows!,
    total: totalOf(total!, measures),
    levels: levels.map((answer, level) =>
      groupsOf(answer, { groupBy: prefixes[level]!, measures })
    ),
  }
}
