import type { HttpRequest } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import type { Environment } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import type { FieldTexts } from './field_texts.ts'

/** A many2one whose text names no record, or several. */
export interface UnclearRelation {
  text: string
  options: { id: string; label: string }[]
}

/**
 * Finds the records that were named by text: a many2one with many records is a text box beside
 * the id. Puts the ids into `texts` and returns what could not be decided, by field. Without
 * JavaScript a button asks to search in one of them, which is never decided for the person.
 */
export async function resolveRelations(
  request: HttpRequest,
  registry: Registry,
  environment: Environment,
  fields: ReadonlyMap<string, Field>,
  texts: FieldTexts
): Promise<Map<string, UnclearRelation>> {
  const unclear = new Map<string, UnclearRelation>()
  const searched: unknown = request.input('_search')
  for (const [name, field] of fields) {
    const typed: unknown = request.input(`${name}_text`)
    if (field.kind !== 'many2one' || typeof typed !== 'string') continue
    const text = typed.trim()
    if (text === '') {
      texts[name] = ''
      continue
    }
    const found = await recordsNamed(registry, environment, field, text)
    const chosen = found.find(({ id }) => id === texts[name])
    const exact = found.filter(({ label }) => label.toLowerCase() === text.toLowerCase())
    const only = chosen ?? (exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : null)
    if (only && searched !== name) texts[name] = only.id
    else unclear.set(name, { text, options: found })
  }
  return unclear
}

/** Records of a relation's model whose name contains the text, for pickers. */
export async function recordsNamed(
  registry: Registry,
  environment: Environment,
  field: Field,
  text: string
): Promise<{ id: string; label: string }[]> {
  const target = targetOf(field) as unknown as typeof Model
  const records = new Records(target, registry.access)
  if (!records.allows('read') || !records.shows(target.titleField)) return []
  const named = records.domain([[target.titleField, 'ilike', text]])
  const where = [named, ...records.unarchived()]
  const order = [{ name: target.titleField, descending: false }]
  const [rows] = await environment.read([
    records.select({ fields: [target.titleField], where, order, limit: 20 }),
  ])
  return rows!.map((row) => ({ id: String(row.id), label: String(row[target.titleField]) }))
}
