import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { isStored, type Field } from '../../domains/fields.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { runOnChanges, titlesOf } from './changed_fields.ts'
import { filled } from './drafts.ts'
import { inputOf, textOf, type FieldTexts } from './field_texts.ts'
import { formPlan } from './form_plan.ts'

/**
 * What a new form begins with. What its address says of it (`?company=…`) counts as chosen, and what
 * follows from it stands in the fields that are still empty; so do the defaults that the model looks
 * up. Links to what the asker may not read stay empty.
 */
export async function withWhatFollows(
  ctx: HttpContext,
  action: Action,
  texts: FieldTexts
): Promise<FieldTexts> {
  const { asker, environment, registry, request } = ctx
  const { model } = action
  const { fields } = formPlan(registry, asker, action)
  const watched = ModelCatalogue.inForce.onChangesOf(model).flatMap((each) => each.fields)
  const given = Object.keys(request.qs()).filter(
    (name) => fields.has(name) && watched.includes(name) && texts[name]
  )
  if (given.length === 0 && !model.looksDefaultsUp) return texts
  const records = new Records<typeof Model>(model, registry.access)
  const record = new model()
  await records.draft(record, inputOf(fields, texts, asker.timeZone))
  await environment!.open()
  await runOnChanges(record, given)
  await record.giveDefaults()
  const following = [...filled(fields, records)].flatMap(([name, field]) => {
    if (texts[name] || !isStored(field)) return []
    const value = textOf(field, record.fieldValue(name), asker.timeZone)
    return value ? [{ name, field, value }] : []
  })
  const isLink = ({ field }: { field: Field }) => field.kind === 'many2one'
  const titles = await titlesOf(ctx, following.filter(isLink))
  const shown = following.filter((each) => !isLink(each) || titles.get(each.value))
  return { ...texts, ...Object.fromEntries(shown.map(({ name, value }) => [name, value])) }
}
