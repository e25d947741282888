import type { HttpContext } from '@adonisjs/core/http'
import { aboutRecord, requireInternal } from '../thread/about_record.ts'
import { apiActionOf } from './api_action.ts'
import { parametersOf } from './list_request.ts'
import type { ScopeAction } from './scopes.ts'

/**
 * The record that the address names, for what hangs on it: as on screen, for those who may read the
 * record; to say or plan something the key needs to be one that writes. Throws E_API_SCOPE, E_API_ACCESS,
 * E_NOT_FOUND, E_INVALID_REQUEST for parameters other than those that are known.
 */
export async function apiRecordOf<Name extends string = never>(
  ctx: HttpContext,
  wanted: ScopeAction,
  parameters: readonly Name[] = []
) {
  apiActionOf(ctx, wanted)
  const asked = parametersOf(ctx, parameters)
  await ctx.environment!.open()
  return { ...(await aboutRecord(ctx)), asked }
}

/** The same for what is there only for those who work here. */
export async function internalApiRecordOf(ctx: HttpContext, wanted: ScopeAction) {
  requireInternal(ctx)
  return apiRecordOf(ctx, wanted)
}

/** A person as the API names them. */
export function personJson(id: string | null, name: string | null) {
  return id ? { id, title: name } : null
}
