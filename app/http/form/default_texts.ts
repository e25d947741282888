import type { HttpContext } from '@adonisjs/core/http'
import type { Field } from '../../domains/fields.ts'
import type { Action } from '../../modules/registry.ts'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { isUuid } from '../../environment/scope.ts'
import { formPlan } from './form_plan.ts'
import { readForm } from './form_reader.ts'
import { textsOfRow, type FieldTexts } from './field_texts.ts'

/**
 * What the form of a new record begins with: the defaults of its fields, the location where
 * there is only one, the asker as owner, and what the address says (`?company=…`).
 */
export function defaultTexts(ctx: HttpContext, action: Action): FieldTexts {
  const { asker, registry, request } = ctx
  const { fields } = formPlan(registry, asker, action)
  const texts: FieldTexts = {}
  for (const [name, { options, kind }] of fields) {
    const given = request.qs()[name] as unknown
    if (typeof given === 'string' && !options.readonly) texts[name] = given
    else if (name === 'location' && asker.locationIds?.length === 1) {
      texts[name] = asker.locationIds[0]!
    } else if (name === 'owner' && asker.userId) texts[name] = asker.userId
    else if (kind === 'boolean') texts[name] = options.default ? '1' : '0'
    else if (options.default !== undefined) texts[name] = String(options.default)
  }
  return texts
}

/**
 * What the form of a duplicate begins with: the values of the record, but for what the database or
 * nobody writes, and what is there only once (`copy: false`). Throws E_NO_SUCH_RECORD.
 */
export async function copiedTexts(
  ctx: HttpContext,
  action: Action,
  id: string
): Promise<FieldTexts> {
  const { asker, environment, registry } = ctx
  if (!isUuid(id)) throw new E_NO_SUCH_RECORD()
  const plan = formPlan(registry, asker, action)
  const { row } = await readForm(environment!, registry, plan, id)
  if (!row) throw new E_NO_SUCH_RECORD()
  const isCopied = ({ options }: Field) =>
    !options.readonly && !options.generated && options.copy !== false
  const copied = new Map([...plan.fields].filter(([, field]) => isCopied(field)))
  return { ...defaultTexts(ctx, action), ...textsOfRow(copied, row, asker.timeZone) }
}
