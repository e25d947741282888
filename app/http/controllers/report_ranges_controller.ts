import type { HttpContext } from '@adonisjs/core/http'
import { askedPlan } from '../reports/asked_report.ts'
import { addressWithin } from '../search/address_within.ts'

/** From one day up to another, as somebody types it; the answer is the report filtered by it. */
export default class ReportRangesController {
  async show(ctx: HttpContext) {
    return ctx.response.redirect().toPath(addressWithin(ctx, await askedPlan(ctx)))
  }
}
