import type { HttpContext } from '@adonisjs/core/http'
import { findActivity } from '../../models/activities.ts'
import { E_NOT_FOUND } from '../errors.ts'
import type { AboutRecord } from '../thread/about_record.ts'

/** The open activity that the address names. Throws E_NOT_FOUND. */
export async function findOpen(ctx: HttpContext, { key }: AboutRecord) {
  const activity = await findActivity(key, String(ctx.params.activity))
  if (!activity) throw new E_NOT_FOUND()
  return activity
}
