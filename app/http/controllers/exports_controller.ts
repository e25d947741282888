import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { readSelection } from '../bulk/selection.ts'
import { exportFile } from '../export/export_file.ts'
import { readExportRequest } from '../export/export_request.ts'
import { ExportScreen } from '../export/export_screen.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

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
    const name = screen.plan.href.split('/').at(-1)!
    const day = new Date().toISOString().slice(0, 10)
    ctx.response.header('content-type', types[type])
    ctx.response.header('content-disposition', `attachment; filename="${name}-${day}.${type}"`)
    return ctx.response.stream(stream)
  }
}
