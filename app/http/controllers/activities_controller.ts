import type { HttpContext } from '@adonisjs/core/http'
import { cancelActivity, changeActivity, planActivity } from '../../models/activities.ts'
import { readActivityTypes } from '../../models/activity_types.ts'
import { actionOf } from '../action.ts'
import { completeAndSay } from '../activities/complete.ts'
import { newActivity, readActivity, textsOfActivity } from '../activities/activity_input.ts'
import { renderActivityScreen } from '../activities/activity_screen.ts'
import { backHref } from '../activities/back_href.ts'
import { findOpen } from '../activities/open_activity.ts'
import { renderOwnActivities } from '../activities/own_activities.ts'
import { aboutRecord, requireInternal } from '../thread/about_record.ts'
import { tellOfPlan } from '../thread/post.ts'

/** What is planned about a record. Whoever works here and may read the record may plan. */
export default class ActivitiesController {
  /** What oneself has to do, about whatever record. */
  index(ctx: HttpContext) {
    requireInternal(ctx)
    return renderOwnActivities(ctx)
  }

  async create(ctx: HttpContext) {
    requireInternal(ctx)
    const { action } = await aboutRecord(ctx)
    const types = await readActivityTypes()
    const texts = newActivity(ctx, types)
    return renderActivityScreen(ctx, action, { types, texts, faults: {}, id: null })
  }

  /** Plans an activity, or writes down at once one that is done already. */
  async store(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const { action, key } = about
    const types = await readActivityTypes()
    const input = await readActivity(ctx, ctx.request.body(), types)
    if (!input.plan) {
      ctx.response.status(422)
      return renderActivityScreen(ctx, action, { types, ...input, id: null })
    }
    const id = await planActivity(key, input.plan)
    const done: unknown = ctx.request.input('done')
    if (done) {
      const type = types.find((each) => each.id === input.plan.typeId)!.name
      const activity = { ...input.plan, id, type }
      const next = await completeAndSay(ctx, about, activity, {
        feedback: input.plan.note ?? '',
        wantsNext: done === 'next',
      })
      return ctx.response.redirect().toPath(next ?? this.#backTo(ctx))
    }
    await tellOfPlan(key, input.plan)
    return this.#say(ctx, 'planned')
  }

  async edit(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const activity = await findOpen(ctx, about)
    const types = await readActivityTypes(activity.typeId)
    const texts = textsOfActivity(activity)
    return renderActivityScreen(ctx, about.action, { types, texts, faults: {}, id: activity.id })
  }

  async update(ctx: HttpContext) {
    requireInternal(ctx)
    const about = await aboutRecord(ctx)
    const { id, typeId, userId } = await findOpen(ctx, about)
    const types = await readActivityTypes(typeId)
    const input = await readActivity(ctx, ctx.request.body(), types)
    if (!input.plan) {
      ctx.response.status(422)
      return renderActivityScreen(ctx, about.action, { types, ...input, id })
    }
    await changeActivity(id, input.plan)
    if (input.plan.userId !== userId) await tellOfPlan(about.key, input.plan)
    return this.#say(ctx, 'changed')
  }

  async destroy(ctx: HttpContext) {
    requireInternal(ctx)
    const { id } = await findOpen(ctx, await aboutRecord(ctx))
    await cancelActivity(id)
    return this.#say(ctx, 'cancelled')
  }

  #say(ctx: HttpContext, what: 'planned' | 'changed' | 'cancelled') {
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t(`ui.activity.saved.${what}`) })
    return ctx.response.redirect().toPath(this.#backTo(ctx))
  }

  #backTo(ctx: HttpContext): string {
    const { href } = actionOf(ctx)
    return backHref(ctx, href) ?? `${href}/${ctx.params.id}#thread`
  }
}
