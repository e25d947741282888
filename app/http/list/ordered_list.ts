import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import type { Model } from '../../models/model.ts'
import { moveRecord, type Moved, type Wanted } from '../order/move_record.ts'
import type { Placed } from '../order/resequence.ts'
import { searched } from '../search/searched.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { SEQUENCE } from '../form/lines/lines_plan.ts'
import type { ListQuery } from './list_query.ts'

/** A longer list is not put into an order by hand. */
const MOST = 1_000

/** Whether a list stands in the order that people give it, and the asker may change that order. */
export function isOrderable(access: AccessPolicy, { model, list }: ScreenPlan): boolean {
  const [first] = list.order
  if (first?.name !== SEQUENCE || first.descending) return false
  const records = new Records<typeof Model>(model, access)
  const isNumber = model.allFields[SEQUENCE]?.kind === 'integer'
  return isNumber && records.allows('write') && records.writable.has(SEQUENCE)
}

/** Whether an address shows the list in that order from its beginning, so that records can be moved. */
export function showsOrder({ sorted, groupBy, place, page }: ListQuery): boolean {
  const [first] = sorted
  const isBeginning = groupBy.length === 0 && place === null && page === 1
  return isBeginning && (!first || (first.name === SEQUENCE && !first.descending))
}

/** Moves a record within its list. Throws E_NO_SUCH_RECORD, E_ACCESS_DENIED. */
export async function moveInOrder(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: ListQuery,
  id: string,
  wanted: Wanted
): Promise<Moved> {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  await records.find(id, 'write')
  const rows = await readOrder(ctx, records, plan, query)
  return moveRecord(ctx, { model: plan.model, field: SEQUENCE, rows }, id, wanted)
}

/** The records that the list shows, from the first to the last. */
async function readOrder(
  ctx: HttpContext,
  records: Records<typeof Model>,
  plan: ScreenPlan,
  query: ListQuery
): Promise<Placed[]> {
  const [rows] = await ctx.environment!.read([
    records.select({
      ...(await searched(ctx, plan, query)),
      fields: [SEQUENCE],
      order: query.order,
      limit: MOST,
    }),
  ])
  return rows!.map((row) => ({ id: String(row.id), sequence: Number(row[SEQUENCE] ?? 0) }))
}
