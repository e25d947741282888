import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { changedFields } from '../form/changed_fields.ts'
import { textOf } from '../search/search_query.ts'

/** What else changes in a form with one of its fields. Nothing is saved. */
export default class ChangedFieldsController {
  store(ctx: HttpContext) {
    const { record, changed } = ctx.request.qs() as Record<string, unknown>
    return changedFields(ctx, actionOf(ctx), {
      id: record === undefined ? null : textOf(record),
      changed: textOf(changed).split(','),
    })
  }
}
