import type { HttpContext } from '@adonisjs/core/http'
import { actionOf } from '../action.ts'
import { addressWithin } from '../search/address_within.ts'
import { screenPlan } from '../search/screen_plan.ts'

/** From one day up to another, as somebody types it; the answer is the screen filtered by it. */
export default class RangesController {
  show(ctx: HttpContext) {
    const plan = screenPlan(ctx.registry, ctx.asker, actionOf(ctx))
    return ctx.response.redirect().toPath(addressWithin(ctx, plan))
  }
}
