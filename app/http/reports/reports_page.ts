import type { HttpContext } from '@adonisjs/core/http'
import { localeOf } from '../formats.ts'
import { isShipped, isThere, knownReports } from './known_reports.ts'
import { reportPlace, REPORTS } from './report_place.ts'
import { reportSources } from './report_sources.ts'
import type { Report } from './reports.ts'

/** The reports that the asker may open; of their own also those of which something is not there. */
export async function reportsPage(ctx: HttpContext): Promise<string> {
  const { asker, page, registry } = ctx
  const { t } = page
  const sources = reportSources(registry, asker)
  const all = await knownReports(ctx)
  const marked = all.map((report) => ({ report, isMissing: !isThere(ctx, report) }))
  const reports = marked
    .filter(({ report, isMissing }) => report.own || !isMissing)
    .toSorted((one, other) =>
      one.report.name.localeCompare(other.report.name, localeOf(asker.language))
    )
    .map(({ report, isMissing }) => ({
      ...report,
      isMissing,
      href: `${REPORTS}/${report.id}`,
      records: sources.find(({ model }) => model.table === report.model)?.label ?? '',
      audience: audienceOf(ctx, report),
    }))
  const title = t('ui.report.title')
  return page.renderView('pages/reports', {
    ...reportPlace(title, t),
    crumbs: [
      { label: t('ui.home.title'), href: '/' },
      { label: title, href: null },
    ],
    state: { reports, mayMake: sources.length > 0 },
  })
}

function audienceOf({ page, registry }: HttpContext, report: Report): string {
  const { shared, groups } = report
  if (isShipped(report)) return page.t('ui.report.audience.everyone')
  if (!shared) return page.t('ui.report.audience.private')
  if (groups.length === 0) return page.t('ui.report.audience.everyone')
  return groups.map((name) => registry.access.groups.get(name)?.title ?? name).join(', ')
}
