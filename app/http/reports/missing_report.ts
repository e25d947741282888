import type { HttpContext } from '@adonisjs/core/http'
import { mayChange } from '../favourites/may_change.ts'
import { reportPlace, REPORTS } from './report_place.ts'
import type { Report } from './reports.ts'

/**
 * Said in the place of a report that asks about what is not there for the asker: a field or records
 * that they may not see, or an app that is not in use. It is there again when that is.
 */
export function missingReport(ctx: HttpContext, report: Report | null): Promise<string> {
  const { t } = ctx.page
  const title = report?.name ?? t('ui.report.new')
  return ctx.page.renderView('pages/report_missing', {
    ...reportPlace(title, t),
    state: {
      title,
      deleteAction: report && mayChange(ctx.asker, report) ? `${REPORTS}/${report.id}` : null,
      csrf: ctx.request.csrfToken,
    },
  })
}
