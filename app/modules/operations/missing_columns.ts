import { columnOf, isStored } from '../../domains/fields.ts'
import type { Saying } from '../../domains/errors.ts'
import { reason } from '../../domains/reasons.ts'
import type { Model } from '../../models/model.ts'
import { columnsOf } from '../extension_columns.ts'
import type { Look } from './catalogue.ts'

/**
 * What models declare and their tables do not have: the table, a column, or what the search box looks
 * in. Every page about such records would fail.
 */
export async function missingColumns(
  models: readonly (typeof Model)[],
  look: Look
): Promise<Saying[]> {
  const columns = await columnsOf(
    models.map(({ table }) => table),
    look
  )
  return models.flatMap((model) => {
    const { name, table, fields } = model
    if (!columns.has(`${table}.id`)) return [reason('noTable', { model: name, table })]
    const stored = Object.entries(fields).filter(([, field]) => isStored(field))
    const missing = stored
      .map(([field, declared]) => ({ field, column: columnOf(field, declared) }))
      .filter(({ column }) => !columns.has(`${table}.${column}`))
      .map((values) => reason('fieldWithoutColumn', { model: name, table, ...values }))
    const [searched] = stored.find(([, { options }]) => options.search) ?? []
    if (!searched || columns.has(`${table}.search_text`)) return missing
    return [...missing, reason('notSearchable', { model: name, field: searched, table })]
  })
}
