import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { groupsOf, type Group } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import type { KanbanPlan } from './kanban_plan.ts'
import { COLUMN_SIZE, MOST_COLUMNS, type KanbanQuery } from './kanban_query.ts'

type Row = Record<string, unknown>

/** Everything that a board shows, read in one round trip. */
export interface BoardData {
  /** Records in each column and for each state of the progress, counted and summed up. */
  groups: readonly Group[]
  /** The records that are columns, with their title, whether they are archived and folded. */
  targets: readonly Row[]
  /** Whether more records are columns, on the next page. */
  hasMore: boolean
  /** Cards of all columns, those of each in order. */
  cards: readonly Row[]
}

/** Reads a board: one statement for the heads, one for linked records, one for all cards. */
export async function readBoard(
  ctx: HttpContext,
  screen: ScreenPlan,
  plan: KanbanPlan,
  query: KanbanQuery
): Promise<BoardData> {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  const found = await searched(ctx, screen, query)
  const aggregation = {
    ...found,
    groupBy: [
      { name: plan.by, hiddenApart: true },
      ...(plan.progress ? [{ name: plan.progress }] : []),
    ],
    measures: plan.sum ? [{ name: plan.sum, by: 'sum' as const }] : [],
  }
  const columns = columnRecords(ctx, plan, query)
  const cards = records.selectByColumn(
    {
      ...found,
      fields: cardFields(plan),
      titlesOnly: true,
      order: plan.order,
      limit: COLUMN_SIZE,
    },
    { name: plan.by, limits: query.sizes, records: columns }
  )
  const heads = columns ? [columns.of.select({ ...columns.asked, limit: MOST_COLUMNS + 1 })] : []
  const [groups, rows, targets = []] = await ctx.environment!.read([
    records.aggregate(aggregation),
    cards,
    ...heads,
  ])
  return {
    groups: groupsOf(groups!, aggregation),
    targets: targets.slice(0, MOST_COLUMNS),
    hasMore: targets.length > MOST_COLUMNS,
    cards: rows!,
  }
}

function columnRecords({ registry }: HttpContext, { target }: KanbanPlan, { page }: KanbanQuery) {
  if (!target) return undefined
  const { model, order, folded } = target
  const of = new Records<typeof Model>(model, registry.access)
  if (!of.allows('read')) return undefined
  const known = [model.titleField, 'active', folded ?? 'id'].filter((name) =>
    Object.hasOwn(model.allFields, name)
  )
  const offset = (page - 1) * MOST_COLUMNS
  return { of, asked: { fields: known, order, limit: MOST_COLUMNS, offset } }
}

function cardFields({ model, by, card, color, sum, position }: KanbanPlan): string[] {
  const done = card.flatMap((item) => (item.done ? [item.done] : []))
  const names = [
    model.titleField,
    by,
    color,
    sum,
    position,
    ...card.map(({ name }) => name),
    ...done,
  ]
  return [...new Set(names.filter((name) => name !== null))]
}
