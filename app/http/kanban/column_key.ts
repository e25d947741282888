import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { isUuid } from '../../environment/scope.ts'
import { OUT_OF_SIGHT } from '../../models/by_column.ts'
import type { Model } from '../../models/model.ts'
import type { ColumnTarget, KanbanPlan } from './kanban_plan.ts'

/**
 * The key of the column in which a record stands: its option, the id it leads to, `OUT_OF_SIGHT` where
 * that leads to what the asker may not see, or nothing. What is no option, or no longer, stands with
 * those without a value.
 */
export async function columnKeyOf(
  ctx: HttpContext,
  { by, field, target }: KanbanPlan,
  record: Model
): Promise<string> {
  const value = String(record.fieldValue(by) ?? '')
  if (!target) return Object.hasOwn(field.options.options ?? {}, value) ? value : ''
  return value === '' || (await isInSight(ctx, target, value)) ? value : OUT_OF_SIGHT
}

async function isInSight(
  { environment, registry }: HttpContext,
  { model }: ColumnTarget,
  id: string
): Promise<boolean> {
  const records = new Records<typeof Model>(model, registry.access)
  if (!records.allows('read') || !isUuid(id)) return false
  const [rows] = await environment!.read([
    records.select({ ids: [id], fields: [], order: [], limit: 1 }),
  ])
  return rows!.length > 0
}
