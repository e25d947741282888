import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED, E_INVALID_INPUT } from '../../access/errors.ts'
import { apiFigures, apiReportOf } from '../api/api_report.ts'
import { closedBodyOf } from '../api/record_input.ts'
import { mayExport } from '../export/may_export.ts'
import { answerWithReport } from '../reports/report_file.ts'

/** As what programs take a report out. */
export const FORMATS = ['csv', 'xlsx'] as const

/** The figures of a report as a file, for programs. */
export default class ApiReportExportsController {
  async store(ctx: HttpContext) {
    const asked = await apiReportOf(ctx)
    if (!mayExport(ctx.asker)) throw new E_ACCESS_DENIED(['export', asked.plan.label])
    const { format = 'csv' } = closedBodyOf(ctx, { format: 'string' })
    const known = FORMATS.find((each) => each === format)
    if (!known) throw new E_INVALID_INPUT({ format: { key: 'ui.error.option' } })
    return answerWithReport(ctx, { ...asked, ...(await apiFigures(ctx, asked)) }, known)
  }
}
