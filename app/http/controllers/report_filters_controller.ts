import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'
import { FilterScreen } from '../filter/filter_screen.ts'
import { namedOptions } from '../filter/named_options.ts'
import { askedPlan, askedReport } from '../reports/asked_report.ts'
import { reportPlace } from '../reports/report_place.ts'

/** The filter of a report, put together from conditions. Its result is in the report's address. */
export default class ReportFiltersController {
  async edit(ctx: HttpContext) {
    const { report, plan } = await askedReport(ctx)
    if (!plan) throw new E_NOT_FOUND()
    const { t } = ctx.page
    const title = report?.name ?? t('ui.report.newOf', { records: plan.model.labels.many })
    return new FilterScreen(ctx, plan, reportPlace(title, t)).render()
  }

  /** Records that a condition may name, for a piece of their name. */
  async options(ctx: HttpContext) {
    const { model } = await askedPlan(ctx)
    return namedOptions(ctx, model)
  }
}
