import type { HttpContext } from '@adonisjs/core/http'
import { completeActivity, LONGEST } from '../../models/activities.ts'
import { aboutRecord, requireInternal } from '../thread/about_record.ts'
import { post } from '../thread/post.ts'
import { findOpen } from '../activities/open_activity.ts'

/** That an activity is done: what came of it goes into the conversation about its record. */
export default class ActivityCompletionsController {
  async store(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const { id, kind, summary } = await findOpen(ctx, about)
    const { t } = ctx.page
    await completeActivity(id)
    const feedback = String(ctx.request.input('feedback') ?? '').slice(0, LONGEST.feedback)
    const lines = [
      t('ui.activity.doneMessage', { kind: t(`ui.activity.kind.${kind}`), summary }),
      feedback.replaceAll('\r\n', '\n').trim(),
    ]
    await post(ctx, about.key, { kind: 'note', body: lines.filter(Boolean).join('\n') })
    ctx.session.flash('flash', { kind: 'ok', text: t('ui.activity.isDone', { summary }) })
    return ctx.response.redirect().toPath(this.#next(ctx, about.href, kind))
  }

  #next(ctx: HttpContext, href: string, kind: string): string {
    if (ctx.request.input('next')) return `${href}/activities/new?after=${kind}`
    return ctx.request.input('back') === 'activities' ? '/activities' : `${href}#thread`
  }
}
