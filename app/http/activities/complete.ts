import type { HttpContext } from '@adonisjs/core/http'
import { completeActivity, LONGEST, type Activity, type Plan } from '../../models/activities.ts'
import type { PlacedKey } from '../../models/messages.ts'
import type { Translate } from '../../views/texts.ts'
import { post } from '../thread/post.ts'
import { planNext } from './plan_next.ts'

/**
 * An activity is done: what came of it goes into the conversation about its record, and what follows is
 * planned where its type says so. Returns what was planned.
 */
export async function complete(
  ctx: HttpContext,
  record: PlacedKey,
  activity: Activity,
  { feedback, t }: { feedback: string; t: Translate }
): Promise<Plan | null> {
  const { id, type, summary } = activity
  await completeActivity(id)
  const lines = [
    t('ui.activity.doneMessage', { kind: type, summary }),
    feedback.slice(0, LONGEST.feedback).replaceAll('\r\n', '\n').trim(),
  ]
  await post(ctx, record, { kind: 'note', body: lines.filter(Boolean).join('\n') })
  return planNext(ctx, record, activity)
}
