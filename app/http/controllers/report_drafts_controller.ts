import type { HttpContext } from '@adonisjs/core/http'
import { askedPlan } from '../reports/asked_report.ts'
import { reportSources } from '../reports/report_sources.ts'
import { reportPlace, REPORTS } from '../reports/report_place.ts'
import { ReportScreen } from '../reports/report_screen.ts'

/** Reports that are only thought of: everything about them is in their address. */
export default class ReportDraftsController {
  /** What a report can be about. */
  index(ctx: HttpContext) {
    const { asker, page, registry } = ctx
    const models = reportSources(registry, asker).map(({ label, model, module }) => ({
      label,
      icon: model.icon,
      detail: registry.modules.find(({ name }) => name === module)?.menu?.label ?? '',
      href: `${REPORTS}/new/${model.table}`,
    }))
    return page.renderView('pages/report_models', {
      ...reportPlace(page.t('ui.report.new'), page.t),
      state: { models },
    })
  }

  async show(ctx: HttpContext) {
    const plan = await askedPlan(ctx)
    return new ReportScreen(ctx, plan, null).render(ctx.request.parsedUrl.query ?? '')
  }
}
