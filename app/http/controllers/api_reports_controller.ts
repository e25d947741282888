import type { HttpContext } from '@adonisjs/core/http'
import { apiFigures, apiReportOf, apiReports } from '../api/api_report.ts'
import { parametersOf } from '../api/list_request.ts'
import { figuresJson, reportJson } from '../api/report_json.ts'

/** The reports that one may open, and their figures, for programs. */
export default class ApiReportsController {
  async index(ctx: HttpContext) {
    parametersOf(ctx, [])
    return { data: (await apiReports(ctx)).map(reportJson), next: null }
  }

  async show(ctx: HttpContext) {
    const asked = await apiReportOf(ctx)
    const { parts } = await apiFigures(ctx, asked)
    return { data: { ...reportJson(asked), ...figuresJson(parts) } }
  }
}
