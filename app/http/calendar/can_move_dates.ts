import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { Dates } from './moved_dates.ts'

type Ask = (ctx: HttpContext, screen: ScreenPlan, dates: Dates) => boolean

/** Whether records can be put on another day or hour: start and end go together. */
export const canMoveDates: Ask = (ctx, screen, { start, end }) =>
  mayWrite(ctx, screen, end ? [start, end] : [start])

/** Whether records can be made longer and shorter. */
export const canResizeDates: Ask = (ctx, screen, { end }) =>
  end !== null && mayWrite(ctx, screen, [end])

function mayWrite({ registry }: HttpContext, { model }: ScreenPlan, names: readonly string[]) {
  const records = new Records<typeof Model>(model, registry.access)
  return records.allows('write') && names.every((name) => records.writable.has(name))
}
