import type { HttpContext } from '@adonisjs/core/http'
import { isWhole } from './is_whole.ts'
import { reportPlan } from './report_plan.ts'
import { REPORTS } from './report_place.ts'
import { Reports, type Report } from './reports.ts'

/** All reports that the asker may open: their own, those that others share, those of modules. */
export async function knownReports(ctx: HttpContext): Promise<Report[]> {
  return [...(await new Reports().all()), ...ofModules(ctx)]
}

/** Whether a report can be opened by the asker with everything that it asks about. */
export function isThere(ctx: HttpContext, { id, model, query }: Report): boolean {
  const plan = reportPlan(ctx.registry, ctx.asker, model, `${REPORTS}/${id}`)
  return plan !== null && isWhole(ctx, plan, query)
}

/** It is nobody's, and its id is its name, `crm.pipeline`. */
function ofModules({ registry }: HttpContext): Report[] {
  return registry.reports.map(({ name, label, description, model, query, app }) => ({
    id: name,
    name: label,
    description,
    model: model.table,
    query,
    shared: false,
    groups: [],
    own: false,
    owner: app,
  }))
}

/** Whether it comes with a module: it is nobody's, and yet everybody may open it. */
export function isShipped({ own, shared }: Report): boolean {
  return !own && !shared
}
