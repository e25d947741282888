import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { mayExport } from '../export/may_export.ts'
import { tableHeaders } from '../export/table_answer.ts'
import { pivotFile } from '../pivot/pivot_file.ts'
import { PivotScreen } from '../pivot/pivot_screen.ts'
import { screenPlan } from '../search/screen_plan.ts'

/** A pivot as a workbook. */
export default class PivotExportsController {
  async store(ctx: HttpContext) {
    const action = actionOf(ctx)
    const hasPivot = screenPlan(ctx.registry, ctx.asker, action).hasView('pivot')
    if (!mayExport(ctx.asker) || !hasPivot) throw new E_NOT_FOUND()
    const screen = new PivotScreen(ctx, action)
    const parts = await screen.read()
    if (!parts) return ctx.response.redirect().toPath(screen.query.href())
    const stream = await pivotFile(parts, { title: screen.plan.label, corner: screen.corner })
    await recordEvent({
      kind: 'export',
      subject: screen.plan.label,
      details: {
        count: parts.table.rows.length,
        screen: screen.plan.href,
        filter: Object.fromEntries(screen.query.params()),
        format: 'xlsx',
      },
    })
    tableHeaders(ctx.response, screen.plan.href.split('/').at(-1)!, 'xlsx')
    return ctx.response.stream(stream)
  }
}
