import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { recordKey } from '../../models/messages.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { isInternal } from './is_internal.ts'

export type AboutRecord = Awaited<ReturnType<typeof aboutRecord>>

/** The record that the address names, if the asker may read it and people talk about such. */
export async function aboutRecord(ctx: HttpContext) {
  const action = actionOf(ctx)
  const { model } = action
  if (!model.hasThread) throw new E_NOT_FOUND()
  const record = await new Records(model, ctx.registry.access).find(String(ctx.params.id))
  return { action, record, key: recordKey(record), href: `${action.href}/${record.id}` }
}

/** Lets only those pass who work here. */
export function requireInternal(ctx: HttpContext) {
  if (!isInternal(ctx)) throw new E_NOT_FOUND()
}
