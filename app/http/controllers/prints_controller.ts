import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { readSelection, type Selection } from '../bulk/selection.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { answerWithPdf } from '../print/pdf_answer.ts'
import { readPrintRequest, type PrintRequest } from '../print/print_request.ts'
import { PrintScreen } from '../print/print_screen.ts'
import { printoutsOf } from '../print/printout_plan.ts'
import { PrintoutSheets } from '../print/printout_sheets.ts'
import { RecordSheets } from '../print/record_sheets.ts'
import { E_TOO_MANY_TO_PRINT } from '../print/too_many.ts'

/** The records of a screen on paper. */
export default class PrintsController {
  /** Asks what is to be printed of everything that a list finds, or of ticked records. */
  async create(ctx: HttpContext) {
    const { request } = ctx
    const isTicked = request.method() === 'POST'
    const search = new URLSearchParams(request.qs() as Record<string, string>).toString()
    const selection: Selection = isTicked ? readSelection(ctx) : { ids: null, search }
    const screen = await PrintScreen.of(ctx, selection)
    const what = selection.ids && screen.plan.form ? 'sheets' : 'list'
    return screen.render(null, { what, orientation: 'auto' })
  }

  async store(ctx: HttpContext) {
    const selection = readSelection(ctx)
    const asked = readPrintRequest(ctx.request)
    const screen = await PrintScreen.of(ctx, selection)
    try {
      return await this.#print(ctx, screen, asked)
    } catch (error) {
      const fault = faultOf(error, ctx)
      if (!fault) throw error
      ctx.response.status(422)
      return screen.render(fault, asked)
    }
  }

  async #print(ctx: HttpContext, screen: PrintScreen, asked: PrintRequest) {
    const { plan, query, selection } = screen
    const found = await screen.found()
    const { what, orientation } = asked
    const printout = printoutsOf(ctx, plan.model).find(({ name }) => name === what) ?? null
    const isKnown = what === 'list' || (what === 'sheets' && plan.form) || printout
    if (!isKnown) throw new E_NOT_FOUND()
    const sheets = printout
      ? new PrintoutSheets(ctx, printout)
      : what === 'sheets'
        ? new RecordSheets(ctx, plan)
        : null
    const { count, data } = sheets
      ? await sheets.compose({ ...found, order: query.order })
      : await screen.list.compose(found, orientation)
    await recordEvent({
      kind: 'export',
      subject: plan.label,
      details: {
        count,
        screen: plan.href,
        filter: Object.fromEntries(query.params()),
        ...(selection.ids && { ids: selection.ids.length }),
        ...(printout && { printout: printout.name }),
        format: 'pdf',
      },
    })
    const template = sheets?.template ?? 'list'
    await answerWithPdf(ctx, { template, data, rows: count, name: data.paper.title })
  }
}

/** Why so many records cannot be printed, in words; null where that is not what is wrong. */
function faultOf(error: unknown, { page }: HttpContext): string | null {
  if (!(error instanceof E_TOO_MANY_TO_PRINT)) return null
  return page.t(`ui.print.tooMany.${error.what}`, { most: page.formats.number(error.most) })
}
