import type { HttpContext } from '@adonisjs/core/http'
import { completeAndSay } from '../activities/complete.ts'
import { findOpen } from '../activities/open_activity.ts'
import { textOf } from '../search/search_query.ts'
import { aboutRecord, requireInternal } from '../thread/about_record.ts'

/** The pages that show activities apart from their records. */
const pages = new Map([
  ['activities', '/activities'],
  ['home', '/'],
])

/** That an activity is done: what came of it goes into the conversation about its record. */
export default class ActivityCompletionsController {
  async store(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const activity = await findOpen(ctx, about)
    const feedback = textOf(ctx.request.input('feedback'))
    const wantsNext = Boolean(ctx.request.input('next'))
    const next = await completeAndSay(ctx, about, activity, { feedback, wantsNext })
    const back = pages.get(textOf(ctx.request.input('back'))) ?? `${about.href}#thread`
    return ctx.response.redirect().toPath(next ?? back)
  }
}
