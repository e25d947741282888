import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { actionOf } from '../action.ts'
import { requireScope, type ScopeAction } from './scopes.ts'

/** A screen as the API offers it: the same address, records and fields as the asker has there. */
export interface ApiAction {
  action: Action
  records: Records<typeof Model>
  /** Fields that an answer can hold; lines are asked for at their own address. */
  fields: ReadonlyMap<string, Field>
}

/** The screen that the address names. Throws E_NOT_FOUND, E_API_SCOPE, E_API_ACCESS. */
export function apiActionOf(ctx: HttpContext, wanted: ScopeAction): ApiAction {
  const action = actionOf(ctx)
  requireScope(ctx, action.module, wanted)
  return apiAction(ctx, action)
}

/** Everything that the API needs to know about one screen. */
export function apiAction({ registry }: HttpContext, action: Action): ApiAction {
  const records = new Records(action.model, registry.access)
  const shown = [...records.fields].filter(([, { kind }]) => kind !== 'one2many')
  return { action, records, fields: new Map(shown) }
}
