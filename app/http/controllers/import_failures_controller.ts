import type { HttpContext } from '@adonisjs/core/http'
import { tableHeaders } from '../export/table_answer.ts'
import { writeFailures } from '../import/failed_rows.ts'
import { ImportScreen } from '../import/import_screen.ts'
import { Spool } from '../transfer/spool.ts'

/** The rows that were refused, each with the reason, as a file that can be put right and imported. */
export default class ImportFailuresController {
  async index(ctx: HttpContext) {
    const screen = await ImportScreen.open(ctx)
    const stream = await Spool.filled((spool) => writeFailures(spool, screen, ctx.page.t))
    tableHeaders(ctx.response, 'failed-rows', screen.stored.settings.kind)
    return ctx.response.stream(stream)
  }
}
