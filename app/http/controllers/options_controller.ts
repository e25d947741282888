import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { targetOf, type Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { formPlan } from '../form/form_plan.ts'
import { newOption } from '../form/new_option.ts'
import { recordsNamed } from '../form/relation_texts.ts'
import { faultTexts, textsOf } from '../texts.ts'
import { writeOrExplain } from '../write_or_explain.ts'

/** The records that a relation of a form, or of one of its lines, offers for a piece of their name. */
export default class OptionsController {
  async index(ctx: HttpContext) {
    const text = String(ctx.request.qs().q ?? '').slice(0, 200)
    return recordsNamed(ctx.registry, ctx.environment!, fieldOf(ctx), text)
  }

  /** Makes a record of which nothing but its name is known, to be chosen at once. */
  async store(ctx: HttpContext) {
    const field = fieldOf(ctx)
    const option = newOption(ctx.registry, ctx.asker, field)
    if (!option?.isQuick) throw new E_NOT_FOUND()
    const target = targetOf(field) as unknown as typeof Model
    const records = new Records(target, ctx.registry.access)
    const input = { [option.title!]: String(ctx.request.input('text') ?? '') }
    try {
      const record = await writeOrExplain(ctx.environment!, records.writable, () =>
        records.create(input)
      )
      const label = String(record.fieldValue(target.titleField))
      return ctx.response.status(201).send({ id: record.id, label })
    } catch (error) {
      if (!(error instanceof E_INVALID_INPUT)) throw error
      const texts = faultTexts(error.faults, textsOf(i18nManager, ctx.asker.language))
      return ctx.response.status(422).send({ text: Object.values(texts).join(' ') })
    }
  }
}

/** The many2one that the address names. Throws E_NOT_FOUND. */
function fieldOf(ctx: HttpContext): Field {
  const { fields, lines } = formPlan(ctx.registry, ctx.asker, actionOf(ctx))
  const [name, column] = String(ctx.params.field).split('.') as [string, string | undefined]
  const field = column === undefined ? fields.get(name) : lines.get(name)?.editable?.get(column)
  if (field?.kind !== 'many2one') throw new E_NOT_FOUND()
  return field
}
