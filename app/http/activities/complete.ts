import type { HttpContext } from '@adonisjs/core/http'
import { completeActivity, LONGEST, type Activity, type Plan } from '../../models/activities.ts'
import type { PlacedKey } from '../../models/messages.ts'
import type { Translate } from '../../views/texts.ts'
import type { AboutRecord } from '../thread/about_record.ts'
import { post } from '../thread/post.ts'
import { planNext } from './plan_next.ts'

/** What has to be known of an activity that is done. */
type DoneActivity = Pick<Activity, 'id' | 'type' | 'typeId' | 'summary'>

/**
 * Completes an activity and says so. Returns the page on which what follows is planned, where that is
 * wanted and has not been done.
 */
export async function completeAndSay(
  ctx: HttpContext,
  { key, href }: AboutRecord,
  activity: DoneActivity,
  { feedback, wantsNext }: { feedback: string; wantsNext: boolean }
): Promise<string | null> {
  const { t } = ctx.page
  const { summary, typeId } = activity
  const next = await complete(ctx, key, activity, { feedback, t })
  const text = next
    ? t('ui.activity.isDoneNext', { summary, next: next.summary })
    : t('ui.activity.isDone', { summary })
  ctx.session.flash('flash', { kind: 'ok', text })
  return !next && wantsNext ? `${href}/activities/new?after=${typeId}` : null
}

/**
 * An activity is done: what came of it goes into the conversation about its record, and what follows is
 * planned where its type says so. Returns what was planned.
 */
export async function complete(
  ctx: HttpContext,
  record: PlacedKey,
  activity: DoneActivity,
  { feedback, t }: { feedback: string; t: Translate }
): Promise<Plan | null> {
  const { id, type, summary } = activity
  await completeActivity(id)
  const lines = [
    t('ui.activity.doneMessage', { kind: type, summary }),
    feedback.slice(0, LONGEST.note).replaceAll('\r\n', '\n').trim(),
  ]
  await post(ctx, record, { kind: 'note', body: lines.filter(Boolean).join('\n') })
  return planNext(ctx, record, activity)
}
