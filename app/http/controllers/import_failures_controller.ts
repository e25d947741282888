import type { HttpContext } from '@adonisjs/core/http'
import { ImportScreen } from '../import/import_screen.ts'
import { Spool } from '../transfer/spool.ts'
import { csvLine } from '../transfer/csv.ts'

/** The rows that were refused, each with the reason, as a file that can be put right and imported. */
export default class ImportFailuresController {
  async index(ctx: HttpContext) {
    const { stored, store } = await ImportScreen.open(ctx)
    const { t } = ctx.page
    const spool = await Spool.open()
    await spool.write(
      `\uFEFF${csvLine([...stored.headings, t('ui.import.row'), t('ui.import.reason')])}`
    )
    const what = ['done', 'undone', 'running'].includes(stored.state) ? 'result' : 'test'
    for await (const { row, reason, cells } of store.failed(stored.id, what)) {
      const all = stored.headings.map((_, at) => cells[at] ?? '')
      await spool.write(csvLine([...all, String(row), reason]))
    }
    ctx.response.header('content-type', 'text/csv; charset=utf-8')
    ctx.response.header('content-disposition', 'attachment; filename="failed-rows.csv"')
    return ctx.response.stream(await spool.read())
  }
}
