import type { HttpContext } from '@adonisjs/core/http'
import { renderReportPage } from '../../views/reports/page.ts'
import type { ReportForm, ReportPage } from '../../views/reports/types.ts'
import { mayExport } from '../export/may_export.ts'
import { axisLinks, figureLinks } from '../pivot/pivot_links.ts'
import { plainSearchTools } from '../search/search_tools.ts'
import { isShipped } from './known_reports.ts'
import { isWhole } from './is_whole.ts'
import type { ReportPlan } from './report_plan.ts'
import { reportFormOf, type Draft } from './report_form.ts'
import { reportOptions, showLinks } from './report_links.ts'
import { reportPlace } from './report_place.ts'
import { ReportQuery } from './report_query.ts'
import { ReportReader } from './report_reader.ts'
import type { Report } from './reports.ts'
import { missingReport } from './missing_report.ts'

/** A report with what it is made of, beside it: every change is seen at once, and kept when saved. */
export class ReportScreen {
  #ctx: HttpContext
  #plan: ReportPlan
  #report: Report | null

  constructor(ctx: HttpContext, plan: ReportPlan, report: Report | null) {
    this.#ctx = ctx
    this.#plan = plan
    this.#report = report
  }

  /** `asked` is what the address says after the question mark; `draft` what could not be saved. */
  async render(asked: string, draft: Draft | null = null): Promise<Buffer | string> {
    const ctx = this.#ctx
    const plan = this.#plan
    if (!isWhole(ctx, plan, asked)) return missingReport(ctx, this.#report)
    const { t } = ctx.page
    const params = Object.fromEntries(new URLSearchParams(asked))
    const query = new ReportQuery({ qs: () => params }, plan)
    const reader = new ReportReader(ctx, plan, query)
    const search = await plainSearchTools(ctx, plan, query, t)
    const page: ReportPage = {
      title: this.title,
      description: this.#report?.description ?? '',
      note: this.#note,
      search: { ...search, groupBy: [] },
      rowMenu: axisLinks(plan, query, 'rows', t),
      columnMenu: axisLinks(plan, query, 'columns', t),
      measures: figureLinks(query, reader.offered, reader.figures),
      options: reportOptions(plan, query, reader.figures, t),
      shows: showLinks(query, t),
      flipHref: query.with({ rows: query.columns, columns: query.rows.slice(0, 2) }),
      fileAction: mayExport(ctx.asker) ? query.hrefTo('export') : null,
      content: await reader.read(),
      form: this.#form(query, draft),
      csrf: ctx.request.csrfToken,
    }
    return ctx.page.render(reportPlace(this.title, t), renderReportPage(page, t))
  }

  get title(): string {
    const { t } = this.#ctx.page
    return this.#report?.name ?? t('ui.report.newOf', { records: this.#plan.model.labels.many })
  }

  get #note(): string | null {
    const report = this.#report
    if (!report || report.own) return null
    const key = isShipped(report) ? 'ui.report.ofApp' : 'ui.report.sharedBy'
    return this.#ctx.page.t(key, { name: report.owner })
  }

  #form(query: ReportQuery, draft: Draft | null): ReportForm {
    const { table: model } = this.#plan
    return reportFormOf(this.#ctx, { report: this.#report, model, query: query.address, draft })
  }
}
