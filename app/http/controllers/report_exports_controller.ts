import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'
import { mayExport } from '../export/may_export.ts'
import { askedReport } from '../reports/asked_report.ts'
import { isWhole } from '../reports/is_whole.ts'
import { answerWithReport } from '../reports/report_file.ts'
import { ReportQuery } from '../reports/report_query.ts'
import { ReportReader } from '../reports/report_reader.ts'

/** The figures of a report as a file, or on paper. */
export default class ReportExportsController {
  async store(ctx: HttpContext) {
    const { report, plan } = await askedReport(ctx)
    const asked = ctx.request.parsedUrl.query || (report?.query ?? '')
    if (!plan || !mayExport(ctx.asker) || !isWhole(ctx, plan, asked)) throw new E_NOT_FOUND()
    const params = Object.fromEntries(new URLSearchParams(asked))
    const query = new ReportQuery({ qs: () => params }, plan)
    const reader = new ReportReader(ctx, plan, query)
    const parts = await reader.parts()
    if (!parts) return ctx.response.redirect().toPath(query.href())
    const given: unknown = ctx.request.input('format')
    const format = (['csv', 'pdf'] as const).find((each) => each === given) ?? 'xlsx'
    return answerWithReport(ctx, { report, plan, query, reader, parts }, format)
  }
}
