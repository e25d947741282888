import type { HttpContext } from '@adonisjs/core/http'
import { complete } from '../activities/complete.ts'
import { findOpen } from '../activities/open_activity.ts'
import { textOf } from '../search/search_query.ts'
import { aboutRecord, requireInternal } from '../thread/about_record.ts'

/** That an activity is done: what came of it goes into the conversation about its record. */
export default class ActivityCompletionsController {
  async store(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const activity = await findOpen(ctx, about)
    const { summary } = activity
    const { t } = ctx.page
    const feedback = textOf(ctx.request.input('feedback'))
    const next = await complete(ctx, about.key, activity, { feedback, t })
    const text = next
      ? t('ui.activity.isDoneNext', { summary, next: next.summary })
      : t('ui.activity.isDone', { summary })
    ctx.session.flash('flash', { kind: 'ok', text })
    const doneId = next ? null : activity.typeId
    return ctx.response.redirect().toPath(this.#next(ctx, about.href, doneId))
  }

  #next(ctx: HttpContext, href: string, doneId: string | null): string {
    if (doneId && ctx.request.input('next')) return `${href}/activities/new?after=${doneId}`
    return ctx.request.input('back') === 'activities' ? '/activities' : `${href}#thread`
  }
}
