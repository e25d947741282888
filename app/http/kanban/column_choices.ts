import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { KanbanPlan } from './kanban_plan.ts'
import { MOST_COLUMNS, type KanbanQuery } from './kanban_query.ts'

/** A column into which a card can be put. */
export interface ColumnChoice {
  key: string
  label: string
}

/** The columns of a page of a board into which cards can be put, in their order. */
export async function columnChoices(
  { registry, environment }: HttpContext,
  { target, field }: KanbanPlan,
  { page }: KanbanQuery
): Promise<ColumnChoice[]> {
  if (!target) {
    return Object.entries(field.options.options ?? {}).map(([key, label]) => ({ key, label }))
  }
  const { model, order } = target
  const records = new Records<typeof Model>(model, registry.access)
  if (!records.allows('read')) return []
  const where = records.unarchived()
  const fields = [model.titleField]
  const offset = (page - 1) * MOST_COLUMNS
  const [rows] = await environment!.read([
    records.select({ fields, where, order, limit: MOST_COLUMNS, offset }),
  ])
  return rows!.map((row) => ({ key: String(row.id), label: String(row[model.titleField] ?? '') }))
}
