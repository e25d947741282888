import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { tableHeaders } from '../export/table_answer.ts'
import { pivotCsv, pivotFile } from '../pivot/pivot_file.ts'
import type { PivotParts } from '../pivot/pivot_layout.ts'
import { answerWithPdf } from '../print/pdf_answer.ts'
import type { ReportPlan } from './report_plan.ts'
import type { ReportQuery } from './report_query.ts'
import type { ReportReader } from './report_reader.ts'
import { reportSheet } from './report_sheet.ts'
import type { Report } from './reports.ts'

export type ReportFormat = 'xlsx' | 'csv' | 'pdf'

interface Shown {
  report: Report | null
  plan: ReportPlan
  query: ReportQuery
  reader: ReportReader
  parts: PivotParts
}

/** Answers with the figures of a report as a file; that it was taken out is written down. */
export async function answerWithReport(
  ctx: HttpContext,
  { report, plan, query, reader, parts }: Shown,
  format: ReportFormat
) {
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
