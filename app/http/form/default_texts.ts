import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import { formPlan } from './form_plan.ts'
import type { FieldTexts } from './field_texts.ts'

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
