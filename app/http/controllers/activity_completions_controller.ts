import type { HttpContext } from '@adonisjs/core/http'
import { completeActivity, LONGEST } from '../../models/activities.ts'
import { aboutRecord, requireInternal } from '../thread/about_record.ts'
import { findOpen } from '../activities/open_activity.ts'
import { planNext } from '../activities/plan_next.ts'
import { post } from '../thread/post.ts'

/** That an activity is done: what came of it goes into the conversation about its record. */
export default class ActivityCompletionsController {
  async store(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const activity = await findOpen(ctx, about)
    const { type, summary } = activity
    const { t } = ctx.page
    await completeActivity(activity.id)
    const feedback = String(ctx.request.input('feedback') ?? '').slice(0, LONGEST.feedback)
    const lines = [
      t('ui.activity.doneMessage', { kind: type, summary }),
      feedback.replaceAll('\r\n', '\n').trim(),
    ]
    await post(ctx, about.key, { kind: 'note', body: lines.filter(Boolean).join('\n') })
    const next = await planNext(ctx, about.key, activity)
    const text = next
      ? t('ui.activity.isDoneNext', { summary, next: next.summary })
      : t('ui.activity.isDone', { summary })
    ctx.session.flash('flash', { kind: 'ok', text })
    return ctx.response
      .redirect()
      .toPath(this.#next(ctx, about.href, next ? null : activity.typeId))
  }

  #next(ctx: HttpContext, href: string, doneId: string | null): string {
    if (doneId && ctx.request.input('next')) return `${href}/activities/new?after=${doneId}`
    return ctx.request.input('back') === 'activities' ? '/activities' : `${href}#thread`
  }
}
