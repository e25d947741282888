import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import type { BulkChange } from '../../access/bulk_writer.ts'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import { readInput } from '../../models/field_input.ts'
import type { Model } from '../../models/model.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { inputOf, postedTexts, type FieldTexts } from '../form/field_texts.ts'
import { resolveRelations, type UnclearRelation } from '../form/relation_texts.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { faultTexts, textsOf } from '../texts.ts'
import { changeableFields } from './changeable.ts'

/** A value that cannot be taken, with what was typed. */
export interface Unfit {
  texts: FieldTexts
  errors: Record<string, string>
  unclear: ReadonlyMap<string, UnclearRelation>
}

/** What is to be done to many records, from a posted form. Throws E_ACCESS_DENIED, E_NOT_FOUND. */
export async function readChange(ctx: HttpContext, plan: ScreenPlan): Promise<BulkChange | Unfit> {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  const operation: unknown = ctx.request.input('operation')
  const needed = operation === 'delete' ? 'delete' : 'write'
  if (!records.allows(needed)) throw new E_ACCESS_DENIED([needed, plan.model.labels.many])
  if (operation === 'delete') return { operation }
  if (operation === 'call') return { operation, method: methodOf(ctx, plan) }
  if (operation === 'archive' || operation === 'restore') {
    if (!records.writable.has('active')) throw new E_NOT_FOUND()
    return { operation: 'set', input: { active: operation === 'restore' } }
  }
  return readValue(ctx, records, operation)
}

async function readValue(
  ctx: HttpContext,
  records: Records<typeof Model>,
  operation: unknown
): Promise<BulkChange | Unfit> {
  const [name, field] = fieldOf(ctx, records)
  const fields = new Map([[name, field]])
  const { environment, page, registry, request, asker } = ctx
  const texts = postedTexts(request, fields, page.formats.point)
  const unclear = await resolveRelations(request, registry, environment!, fields, texts)
  const input = inputOf(fields, texts, asker.timeZone)
  const t = textsOf(i18nManager, asker.language)
  const unfit = (error: string): Unfit => ({ texts, errors: { [name]: error }, unclear })
  const options = unclear.get(name)?.options
  if (options) return unfit(t(options.length > 0 ? 'ui.error.several' : 'ui.error.noneFound'))
  const { fault } = readInput(field, input[name])
  if (fault) return unfit(faultTexts({ [name]: fault }, t)[name]!)
  if (field.kind === 'many2many' && (operation === 'link' || operation === 'unlink')) {
    return { operation, name, ids: (input[name] ?? []) as string[] }
  }
  return { operation: 'set', input: { [name]: input[name] ?? null } }
}

/** The action of the list that was chosen. Throws E_NOT_FOUND. */
function methodOf({ request }: HttpContext, { list }: ScreenPlan): string {
  const action = list.actions.find(({ name }) => name === request.input('method'))
  if (!action) throw new E_NOT_FOUND()
  return action.name
}

/** The field that was chosen. Throws E_NOT_FOUND. */
export function fieldOf({ request }: HttpContext, records: Records<typeof Model>): [string, Field] {
  const name = String(request.input('field') ?? '')
  const field = changeableFields(records).get(name)
  if (!field) throw new E_NOT_FOUND()
  return [name, field]
}
