import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { loggedTables } from '../audit/logged_fields.ts'
import { E_NOT_FOUND } from '../errors.ts'
import type { ShippedRecord } from './differences.ts'

/** Gives fields of a record the values that the module ships. Throws what `Records.update` throws. */
export async function resetFields(
  { registry }: HttpContext,
  { model, recordId, fields }: ShippedRecord,
  names: readonly string[]
): Promise<void> {
  const records = new Records(model, registry.access)
  const record = await records.find(recordId, 'write')
  const chosen = fields.filter(({ name }) => names.includes(name))
  await records.update(record, Object.fromEntries(chosen.map((each) => [each.name, each.shipped])))
}

/**
 * Makes a record anew that the tenant has deleted. Throws E_NOT_FOUND where somebody else has done so
 * in the meantime, and what `Records.create` throws.
 */
export async function bringBack(
  ctx: HttpContext,
  { id, model, recordId }: ShippedRecord
): Promise<string> {
  const { environment, registry } = ctx
  const { tenantId } = ctx.asker
  const [kept] = await environment!.query<{ shipped: Record<string, unknown> }>(
    `select shipped from external_ids where tenant_id = $1 and id = $2 and record_id = $3
     for update`,
    [tenantId, id, recordId]
  )
  if (!kept) throw new E_NOT_FOUND()
  const records = new Records(model, registry.access)
  const columns = loggedTables(registry).get(model.table)!.fields
  const input = Object.entries(kept.shipped).flatMap(([column, value]) => {
    const name = columns.get(column)?.name
    return name && value !== null && records.writable.has(name) ? [[name, value]] : []
  })
  const record = await records.create(Object.fromEntries(input))
  await environment!.query(
    'update external_ids set record_id = $3 where tenant_id = $1 and id = $2',
    [tenantId, id, record.id]
  )
  return record.id
}
