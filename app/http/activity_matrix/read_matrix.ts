import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { nextActivities, type NextActivity, type TypeWithNext } from '../../models/activities.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import type { SearchQuery } from '../search/search_query.ts'

type Row = Record<string, unknown>

/** So many records with activities are shown, those that are due first. */
export const MOST_RECORDS = 100
/** So many are looked at, for some of them may be out of reach, or not what is searched. */
const MOST_PLANNED = 500
/** Where there are fewer, others stand below them, so that something can be planned. */
const AT_LEAST = 40
/** So many types of activities are looked at about each. */
const TYPES = 10

/** The records of an activity view, what is next about each, and whether there are more. */
export interface Matrix {
  types: Pick<TypeWithNext, 'type' | 'typeId' | 'symbol'>[]
  rows: Row[]
  next: ReadonlyMap<string, NextActivity[]>
  isMore: boolean
}

/**
 * What is next of each type about the records of a screen, in one round trip: a statement for the
 * types and activities, one for the records that have some and one for others. Activities about
 * records that the asker may not read come to nothing.
 */
export async function readMatrix(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: SearchQuery<string>,
  detail: string | null
): Promise<Matrix> {
  const { environment, asker, registry } = ctx
  const { model } = plan
  const found = await searched(ctx, plan, query)
  const records = new Records<typeof Model>(model, registry.access)
  const fields = [model.titleField, detail].filter((name) => name !== null)
  const asked = { ...found, fields, order: [{ name: 'id', descending: true }] }
  const [all, busy, others] = await environment!.read([
    nextActivities(asker.tenantId, model.table, MOST_PLANNED * TYPES),
    records.select({ ...asked, mostPlanned: MOST_PLANNED, limit: MOST_PLANNED }),
    records.select({ ...asked, limit: AT_LEAST }),
  ])
  const rowsOfTypes = all as unknown as TypeWithNext[]
  const open = rowsOfTypes.filter((row) => row.id !== null)
  open.sort((one, other) => (one.dueOn < other.dueOn ? -1 : Number(one.dueOn > other.dueOn)))
  const next = Map.groupBy<string, NextActivity>(open, ({ recordId }) => recordId)
  const place = new Map([...next.keys()].map((id, index) => [id, index]))
  const planned = busy!.toSorted(
    (one, other) => place.get(String(one.id))! - place.get(String(other.id))!
  )
  const idle = others!.filter(({ id }) => !place.has(String(id)))
  const rows = planned.slice(0, MOST_RECORDS)
  return {
    types: [...new Map(rowsOfTypes.map((row) => [row.typeId, row])).values()],
    rows: [...rows, ...idle.slice(0, Math.max(AT_LEAST - rows.length, 0))],
    next,
    isMore: planned.length > MOST_RECORDS,
  }
}
