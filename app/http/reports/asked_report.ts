import type { HttpContext } from '@adonisjs/core/http'
import { E_NOT_FOUND } from '../errors.ts'
import { knownReports } from './known_reports.ts'
import { reportPlan, type ReportPlan } from './report_plan.ts'
import { REPORTS } from './report_place.ts'
import type { Report } from './reports.ts'

/** The report that an address names: a saved one, or one that is only thought of. */
export interface AskedReport {
  /** Null as long as it is not saved. */
  report: Report | null
  /** Null where its records are not there for the asker. */
  plan: ReportPlan | null
}

/** Reads which report the address names. Throws E_NOT_FOUND for none that the asker may open. */
export async function askedReport(ctx: HttpContext): Promise<AskedReport> {
  const { asker, params, registry } = ctx
  if (params.model !== undefined) {
    const table = String(params.model)
    const plan = reportPlan(registry, asker, table, `${REPORTS}/new/${table}`)
    if (!plan) throw new E_NOT_FOUND()
    return { report: null, plan }
  }
  const report = (await knownReports(ctx)).find(({ id }) => id === params.id)
  if (!report) throw new E_NOT_FOUND()
  return { report, plan: reportPlan(registry, asker, report.model, `${REPORTS}/${report.id}`) }
}

/** The plan of the report that an address names. Throws E_NOT_FOUND where there is none. */
export async function askedPlan(ctx: HttpContext): Promise<ReportPlan> {
  const { plan } = await askedReport(ctx)
  if (!plan) throw new E_NOT_FOUND()
  return plan
}
