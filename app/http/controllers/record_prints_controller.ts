import type { HttpContext } from '@adonisjs/core/http'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { recordEvent } from '../../environment/audit.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Action } from '../../modules/registry.ts'
import type { NamedPrintout } from '../../views/printouts/declaration.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { answerWithPdf } from '../print/pdf_answer.ts'
import { printoutsOf } from '../print/printout_plan.ts'
import { PrintoutSheets } from '../print/printout_sheets.ts'
import { RecordSheets } from '../print/record_sheets.ts'

/** One record on paper. */
export default class RecordPrintsController {
  async store(ctx: HttpContext) {
    const action = actionOf(ctx)
    const id = String(ctx.params.id)
    if (!action.form || !isUuid(id)) throw new E_NO_SUCH_RECORD()
    const printout = askedPrintout(ctx, action)
    const sheets = printout ? new PrintoutSheets(ctx, printout) : new RecordSheets(ctx, action)
    const { data, count } = await sheets.compose({ ids: [id], order: [] })
    if (count === 0) throw new E_NO_SUCH_RECORD()
    const { title } = data.paper
    await recordEvent({
      kind: 'export',
      subject: title,
      record: { table: action.model.table, id },
      details: {
        count: 1,
        screen: action.href,
        ...(printout && { printout: printout.name }),
        format: 'pdf',
      },
    })
    await answerWithPdf(ctx, { template: sheets.template, data, rows: 1, name: title })
  }
}

/** The printout that the address names; null for the sheet that every record has. */
function askedPrintout(ctx: HttpContext, { model }: Action): NamedPrintout | null {
  const asked: unknown = ctx.request.qs().printout
  if (asked === undefined) return null
  const printout = printoutsOf(ctx, model).find(({ name }) => name === asked)
  if (!printout) throw new E_NOT_FOUND()
  return printout
}
