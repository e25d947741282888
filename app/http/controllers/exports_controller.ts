import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { readSelection } from '../bulk/selection.ts'
import { exportFile } from '../export/export_file.ts'
import { readExportRequest } from '../export/export_request.ts'
import { ExportScreen } from '../export/export_screen.ts'
import { tableHeaders } from '../export/table_answer.ts'

/** The records of a screen as a file. */
export default class ExportsController {
  /** Asks how everything that a list finds is exported, or what was ticked in it. */
  create(ctx: HttpContext) {
    const isTicked = ctx.request.method() === 'POST'
    return new ExportScreen(ctx, isTicked ? readSelection(ctx) : null).render()
  }

  async store(ctx: HttpContext) {
    const screen = new ExportScreen(ctx)
    const asked = readExportRequest(ctx.request, (name) => screen.fields.has(name))
    if (asked.columns.length === 0) {
      ctx.response.status(422)
      return screen.render(ctx.page.t('ui.export.noColumn'), asked)
    }
    const { stream, count } = await exportFile(ctx, screen, asked)
    await recordEvent({
      kind: 'export',
      subject: screen.plan.label,
      details: {
        count,
        screen: screen.plan.href,
        filter: Object.fromEntries(screen.query.params()),
        ...(asked.ids.length > 0 && { ids: asked.ids.length }),
        columns: asked.columns,
        format: asked.format,
      },
    })
    const type = asked.format === 'xlsx' ? 'xlsx' : 'csv'
    tableHeaders(ctx.response, screen.plan.href.split('/').at(-1)!, type)
    return ctx.response.stream(stream)
  }
}
