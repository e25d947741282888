import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { partsOf } from '../../models/translated_value.ts'
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
  const [own, translated] = [false, true].map((isBeside) =>
    chosen.filter(({ name }) => (partsOf(name).language !== null) === isBeside)
  )
  for (const { name, shipped } of translated!.filter((each) => records.inputField(each.name))) {
    const { field, language } = partsOf(name)
    record.translate(field, language!, shipped ? String(shipped) : null)
  }
  await records.update(record, Object.fromEntries(own!.map((each) => [each.name, each.shipped])))
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
  const known = Object.entries(kept.shipped).flatMap(([column, value]) => {
    const field = columns.get(column)
    return field && value !== null && records.writable.has(field.name) ? [{ ...field, value }] : []
  })
  const input = known.filter((each) => !each.isTranslations).map(({ name, value }) => [name, value])
  const record = await records.create(Object.fromEntries(input))
  for (const { name, value } of known.filter((each) => each.isTranslations)) {
    for (const [language, text] of Object.entries(value as Record<string, string>)) {
      record.translate(name, language, text)
    }
  }
  await record.save()
  await environment!.query(
    'update external_ids set record_id = $3 where tenant_id = $1 and id = $2',
    [tenantId, id, record.id]
  )
  return record.id
}
