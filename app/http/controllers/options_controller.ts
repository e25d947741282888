import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { formPlan } from '../form/form_plan.ts'
import { recordsNamed } from '../form/relation_texts.ts'

/** The records that a relation of a form, or of one of its lines, offers for a piece of their name. */
export default class OptionsController {
  async index(ctx: HttpContext) {
    const { fields, lines } = formPlan(ctx.registry, ctx.asker, actionOf(ctx))
    const [name, column] = String(ctx.params.field).split('.') as [string, string | undefined]
    const field = column === undefined ? fields.get(name) : lines.get(name)?.editable?.get(column)
    if (field?.kind !== 'many2one') throw new E_NOT_FOUND()
    const text = String(ctx.request.qs().q ?? '').slice(0, 200)
    return recordsNamed(ctx.registry, ctx.environment!, field, text)
  }
}
