import type { HttpContext } from '@adonisjs/core/http'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { recordEvent } from '../../environment/audit.ts'
import { isUuid } from '../../environment/scope.ts'
import { actionOf } from '../action.ts'
import { answerWithPdf } from '../print/pdf_answer.ts'
import { RecordSheets } from '../print/record_sheets.ts'

/** One record on paper. */
export default class RecordPrintsController {
  async store(ctx: HttpContext) {
    const action = actionOf(ctx)
    const id = String(ctx.params.id)
    if (!action.form || !isUuid(id)) throw new E_NO_SUCH_RECORD()
    const sheets = new RecordSheets(ctx, action)
    const { data, count } = await sheets.compose({ ids: [id], order: [] })
    if (count === 0) throw new E_NO_SUCH_RECORD()
    const { title } = data.paper
    await recordEvent({
      kind: 'export',
      subject: title,
      record: { table: action.model.table, id },
      details: { count: 1, screen: action.href, format: 'pdf' },
    })
    await answerWithPdf(ctx, { template: 'records', data, rows: 1, name: title })
  }
}
