import type { HttpContext } from '@adonisjs/core/http'
import { E_ACCESS_DENIED } from '../../access/errors.ts'
import { actionOf } from '../action.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { carriedQuery } from '../list/carried_query.ts'
import { isOrderable, moveInOrder, showsOrder } from '../list/ordered_list.ts'
import type { Wanted } from '../order/move_record.ts'
import { screenPlan } from '../search/screen_plan.ts'
import { textOf } from '../search/search_query.ts'
import { undoHref } from '../undo_href.ts'

/** The place of a record in a list that people put in order. */
export default class SequencesController {
  async update(ctx: HttpContext) {
    const { asker, params, registry, request, response, session } = ctx
    const plan = screenPlan(registry, asker, actionOf(ctx))
    const query = carriedQuery(ctx, plan, textOf(request.input('screen')), null)
    const wanted = wantedOf(ctx)
    if (!isOrderable(registry.access, plan) || !showsOrder(query) || !wanted) {
      throw new E_NOT_FOUND()
    }
    const { one: record } = plan.model.labels
    const moved = await moveInOrder(ctx, plan, query, String(params.id), wanted).catch((error) => {
      if (error instanceof E_ACCESS_DENIED) return 'refused' as const
      throw error
    })
    const text = ctx.page.t(`ui.order.${moved}`, { record })
    const kind = moved === 'moved' ? 'ok' : 'bad'
    session.flash('flash', { kind, text, undoHref: kind === 'ok' ? undoHref(ctx) : undefined })
    return response.redirect().toPath(query.href())
  }
}

function wantedOf({ request }: HttpContext): Wanted | null {
  const step: unknown = request.input('step')
  if (step === 'up' || step === 'down') return { step }
  const after: unknown = request.input('after')
  return typeof after === 'string' || after === null ? { after: after ?? '' } : null
}
