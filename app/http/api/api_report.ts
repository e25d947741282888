import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { DomainError } from '../../domains/errors.ts'
import { domainFromUrl, domainToUrl } from '../../domains/url.ts'
import type { Model } from '../../models/model.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { MOST_CELLS } from '../pivot/read_pivot.ts'
import { askedReport } from '../reports/asked_report.ts'
import { isWhole } from '../reports/is_whole.ts'
import { knownReports } from '../reports/known_reports.ts'
import { reportPlan, type ReportPlan } from '../reports/report_plan.ts'
import { REPORTS } from '../reports/report_place.ts'
import { ReportQuery } from '../reports/report_query.ts'
import { ReportReader } from '../reports/report_reader.ts'
import type { Report } from '../reports/reports.ts'
import { E_INVALID_REQUEST } from './errors.ts'
import { parametersOf } from './list_request.ts'
import { mayAskWithin } from './may_ask.ts'
import { hasScope, requireScope } from './scopes.ts'

export interface ApiReport {
  report: Report
  plan: ReportPlan
}

/** The reports that the user of a key may open, of records that the key was made for. */
export async function apiReports(ctx: HttpContext): Promise<ApiReport[]> {
  const { apiKey, asker, registry } = ctx
  return (await knownReports(ctx)).flatMap((report) => {
    const plan = reportPlan(registry, asker, report.model, `${REPORTS}/${report.id}`)
    if (!plan || !hasScope(apiKey.scopes, plan.module, 'read')) return []
    return isWithin(ctx, { report, plan }) ? [{ report, plan }] : []
  })
}

/** The report that the address names. Throws E_NOT_FOUND, E_API_SCOPE. */
export async function apiReportOf(ctx: HttpContext): Promise<ApiReport> {
  const { report, plan } = await askedReport(ctx)
  if (!report || !plan) throw new E_NOT_FOUND()
  requireScope(ctx, plan.module, 'read')
  if (!isWithin(ctx, { report, plan })) throw new E_NOT_FOUND()
  return { report, plan }
}

/**
 * The figures of a report, of the records that `domain` in the address asks for, too. Throws
 * DomainError, and E_INVALID_REQUEST where they are too many.
 */
export async function apiFigures(ctx: HttpContext, { report, plan }: ApiReport) {
  const params = Object.fromEntries(new URLSearchParams(report.query))
  const { domain } = parametersOf(ctx, ['domain'])
  if (domain !== undefined) params.domain = narrowed(ctx, plan, params.domain, domain)
  const query = new ReportQuery({ qs: () => params }, plan)
  const reader = new ReportReader(ctx, plan, query)
  const parts = await reader.parts()
  if (parts) return { query, reader, parts }
  const detail = { key: 'ui.pivot.tooMany.title', values: { count: MOST_CELLS } }
  throw new E_INVALID_REQUEST([{ parameter: 'domain', detail }])
}

/** The condition of a report and one more, as an address has them. */
function narrowed(ctx: HttpContext, plan: ReportPlan, own = '', given: string): string {
  const asked = domainFromUrl(given)
  recordsOf(ctx, plan).domain(asked, mayAskWithin(ctx, plan.module))
  return domainToUrl([...domainFromUrl(own), ...asked])
}

/** Whether all that a report asks about is there for the user, and for the key. */
function isWithin(ctx: HttpContext, { report, plan }: ApiReport): boolean {
  if (!isWhole(ctx, plan, report.query)) return false
  const domain = new URLSearchParams(report.query).get('domain') ?? ''
  try {
    recordsOf(ctx, plan).domain(domainFromUrl(domain), mayAskWithin(ctx, plan.module))
    return true
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

function recordsOf({ registry }: HttpContext, { model }: ReportPlan) {
  return new Records<typeof Model>(model, registry.access)
}
