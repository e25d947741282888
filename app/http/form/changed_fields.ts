import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { spread } from '../../access/readable_records.ts'
import { isStored, targetOf, type Field } from '../../domains/fields.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import type { OnChange } from '../../models/extension.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { computedOf, drawComputed } from './computed_now.ts'
import { draftOf, type Change } from './drafts.ts'
import { textOf } from './field_texts.ts'
import { controlText } from './form_fields.ts'

/**
 * What a control is to hold; of a linked record its id and what it is called. Of a computed field the
 * field as it is to be shown.
 */
export type ChangedField = { value: string; label?: string } | { html: string }

type AnyRecords = Records<typeof Model>

/**
 * What else changes in a posted form now that somebody has changed something in it, by the names of
 * the controls. Nothing is saved. Throws E_ACCESS_DENIED, E_NO_SUCH_RECORD, E_NOT_FOUND.
 */
export async function changedFields(
  ctx: HttpContext,
  action: Action,
  change: Change
): Promise<Record<string, ChangedField>> {
  const { asker, page } = ctx
  const { record, fields, computed, changed, keyOf } = await draftOf(ctx, action, change)
  const filled = [...fields].filter(([name, field]) => name !== changed && isStored(field))
  const textsNow = () =>
    filled.map(([name, field]) => textOf(field, record.fieldValue(name), asker.timeZone))
  const before = textsNow()
  await runOnChanges(record, [changed])
  const answer: Record<string, ChangedField> = {}
  const touched = new Set([changed])
  for (const [index, value] of textsNow().entries()) {
    const [name, field] = filled[index]!
    if (value === before[index]) continue
    touched.add(name)
    const key = keyOf(name)
    if (field.kind !== 'many2one') answer[key] = { value: controlText(field, value, page) }
    else {
      const label = value === '' ? '' : await titleOf(ctx, field, value)
      if (label !== null) answer[key] = { value, label }
    }
  }
  const drawn = await drawComputed(ctx, action, record, computedOf(computed, touched))
  for (const [name, html] of drawn) answer[name] = { html }
  return answer
}

/** Runs what hangs on some fields, and what hangs on those that this changes, each once. */
export async function runOnChanges(record: Model, changed: readonly string[]) {
  const left = new Set<OnChange>(
    ModelCatalogue.inForce.onChangesOf(record.constructor as typeof Model)
  )
  const names = [...new Set([...left].flatMap(({ fields }) => fields))]
  for (let touched = changed; touched.length > 0;) {
    const before = names.map((name) => record.fieldValue(name))
    for (const each of left) {
      if (!each.fields.some((name) => touched.includes(name))) continue
      left.delete(each)
      await each.run(record as never)
    }
    touched = names.filter((name, index) => record.fieldValue(name) !== before[index])
  }
}

/** What a record is called, for those who may read it; null for others. */
export async function titleOf({ environment, registry }: HttpContext, field: Field, id: string) {
  const target = targetOf(field) as unknown as typeof Model
  const records: AnyRecords = new Records(target, registry.access)
  if (!records.allows('read') || !records.shows(target.titleField)) return null
  const selection = { fields: [target.titleField], ids: [id], order: [], limit: 1 }
  const [row] = await environment!.query(...spread(records.select(selection)))
  return row ? String((row as Record<string, unknown>)[target.titleField] ?? '') : null
}
