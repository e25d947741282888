import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../../access/records.ts'
import { targetOf, type Field } from '../../../domains/fields.ts'
import { isUuid } from '../../../environment/scope.ts'
import type { Model } from '../../../models/model.ts'
import type { FieldTexts } from '../field_texts.ts'
import { resolveRelations, type UnclearRelation } from '../relation_texts.ts'
import { lineKey, type Line } from './line_texts.ts'
import { writtenFields } from './lines_plan.ts'

/**
 * Finds the records that the cells of lines name by text. Cells that still say the name of the record
 * that they lead to are known by one statement for each column; only others are searched.
 */
export async function resolveLineRelations(
  { environment, registry, request }: HttpContext,
  lines: readonly Line[],
  texts: FieldTexts
): Promise<Map<string, UnclearRelation>> {
  const body = request.body() as Record<string, unknown>
  const searched = new Map<string, Field>()
  for (const [field, keys] of relationCells(lines)) {
    const titles = await titlesOf(field, keys.map((key) => texts[key] ?? '').filter(isUuid))
    for (const key of keys) {
      const typed = body[`${key}_text`]
      const isKnown = typeof typed === 'string' && titles.get(texts[key]!) === typed.trim()
      if (!isKnown) searched.set(key, field)
    }
  }
  return resolveRelations(request, registry, environment!, searched, texts)

  async function titlesOf(field: Field, ids: readonly string[]): Promise<Map<string, string>> {
    const target = targetOf(field) as unknown as typeof Model
    const records = new Records(target, registry.access)
    if (ids.length === 0 || !records.allows('read')) return new Map()
    const asked = { fields: [target.titleField], ids, order: [], limit: ids.length }
    const [rows] = await environment!.read([records.select(asked)])
    return new Map(rows!.map((row) => [String(row.id), String(row[target.titleField] ?? '')]))
  }
}

/** The cells that lead to a record, by the field of their column. */
function relationCells(lines: readonly Line[]): Map<Field, string[]> {
  const cells = new Map<Field, string[]>()
  for (const { name, id, plan } of lines) {
    for (const [column, field] of writtenFields(plan)) {
      if (field.kind !== 'many2one') continue
      cells.set(field, [...(cells.get(field) ?? []), lineKey(name, id, column)])
    }
  }
  return cells
}
