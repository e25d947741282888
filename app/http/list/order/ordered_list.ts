import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../../access/records.ts'
import { RecordBatch } from '../../../access/batch/record_batch.ts'
import type { AccessPolicy } from '../../../access/policy.ts'
import type { Model } from '../../../models/model.ts'
import { searched } from '../../search/searched.ts'
import type { ScreenPlan } from '../../search/screen_plan.ts'
import { SEQUENCE } from '../../form/lines/lines_plan.ts'
import type { ListQuery } from '../list_query.ts'
import { resequence, type Placed } from './resequence.ts'

/** A longer list is not put into an order by hand. */
const MOST = 1_000

/** Where a record is wanted: a step up or down, or behind another, which is empty for the top. */
export type Wanted = { step: 'up' | 'down' } | { after: string }

/** How moving a record ended. */
export type Moved = 'moved' | 'refused' | 'elsewhere'

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
  const from = rows.findIndex((row) => row.id === id)
  const to = placeOf(rows, from, wanted)
  if (from === -1 || to === null) return 'elsewhere'
  const changes = resequence(rows, from, to)
  return (await write(ctx, plan, changes)) ? 'moved' : 'refused'
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

/** The place that is meant; null where the other record is not there any more. */
function placeOf(rows: readonly Placed[], from: number, wanted: Wanted): number | null {
  if ('step' in wanted) {
    const place = from + (wanted.step === 'up' ? -1 : 1)
    return Math.min(Math.max(place, 0), rows.length - 1)
  }
  if (wanted.after === '') return 0
  const other = rows.findIndex(({ id }) => id === wanted.after)
  if (other === -1) return null
  return other < from ? other + 1 : other
}

/** Writes all of the numbers or, where one may not be written, none. */
async function write(
  { environment, registry }: HttpContext,
  { model }: ScreenPlan,
  changes: readonly Placed[]
): Promise<boolean> {
  try {
    await environment!.savepoint(async () => {
      const batch = new RecordBatch(model, registry.access)
      const inputs = changes.map(({ id, sequence }) => ({ id, input: { [SEQUENCE]: sequence } }))
      const outcomes = await batch.update(inputs)
      if (outcomes.some(({ kind }) => kind === 'refused')) throw new Refused()
    })
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

class Refused extends Error {}
