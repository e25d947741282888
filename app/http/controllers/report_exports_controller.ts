import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { mayExport } from '../export/may_export.ts'
import { tableHeaders } from '../export/table_answer.ts'
import { pivotCsv, pivotFile } from '../pivot/pivot_file.ts'
import { answerWithPdf } from '../print/pdf_answer.ts'
import { askedReport } from '../reports/asked_report.ts'
import { isWhole } from '../reports/is_whole.ts'
import { ReportQuery } from '../reports/report_query.ts'
import { ReportReader } from '../reports/report_reader.ts'
import { reportSheet } from '../reports/report_sheet.ts'

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
    const about = { title: report?.name ?? plan.label, corner: reader.corner }
    await recordEvent({
      kind: 'export',
      subject: about.title,
      details: {
        count: parts.table.rows.length,
        screen: plan.href,
        filter: Object.fromEntries(query.params()),
        format,
      },
    })
    if (format === 'pdf') {
      const paper = { ...about, summary: reader.title }
      const { count: rows, data } = await reportSheet(ctx, { plan, query, parts }, paper)
      return answerWithPdf(ctx, { template: 'list', data, rows, name: about.title })
    }
    tableHeaders(ctx.response, plan.table, format)
    return format === 'csv'
      ? ctx.response.send(pivotCsv(parts, about))
      : ctx.response.stream(await pivotFile(parts, about))
  }
}
