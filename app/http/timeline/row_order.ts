import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import { hasOrder } from '../../models/aggregate.ts'
import type { Model } from '../../models/model.ts'

/**
 * The order of rows that stand for linked records which people order, such as stages: their ids, first
 * to last. Nothing for other fields, and no statement. `field` leads from the records.
 */
export async function rowOrder(
  { environment, registry }: Pick<HttpContext, 'environment' | 'registry'>,
  field: Field,
  ids: readonly string[]
): Promise<readonly string[]> {
  if (field.kind !== 'many2one' || ids.length === 0) return []
  const target = targetOf(field) as unknown as typeof Model
  const records = new Records(target, registry.access)
  if (!hasOrder(target) || !records.allows('read') || !records.shows('sequence')) return []
  const [rows] = await environment!.read([
    records.select({
      fields: ['id'],
      ids,
      order: ['sequence', 'id'].map((name) => ({ name, descending: false })),
      limit: ids.length,
    }),
  ])
  return rows!.map(({ id }) => String(id))
}
