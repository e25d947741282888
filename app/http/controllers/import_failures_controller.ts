import type { HttpContext } from '@adonisjs/core/http'
import { ImportScreen } from '../import/import_screen.ts'
import { Spool } from '../transfer/spool.ts'
import { csvLine } from '../transfer/csv.ts'

/** The rows that were refused, each with the reason, as a file that can be put right and imported. */
export default class ImportFailuresController {
  async index(ctx: HttpContext) {
    const { stored, store, phase } = await ImportScreen.open(ctx)
    const { t } = ctx.page
    const stream = await Spool.filled(async (spool) => {
      await spool.write(
        `\uFEFF${csvLine([...stored.headings, t('ui.import.row'), t('ui.import.reason')])}`
      )
      for await (const { row, reason, cells } of store.failed(stored.id, phase)) {
        const all = stored.headings.map((_, at) => cells[at] ?? '')
        await spool.write(csvLine([...all, String(row), reason]))
      }
    })
    ctx.response.header('content-type', 'text/csv; charset=utf-8')
    ctx.response.header('content-disposition', 'attachment; filename="failed-rows.csv"')
    return ctx.response.stream(stream)
  }
}
