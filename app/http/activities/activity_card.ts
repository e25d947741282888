import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { Activity } from '../../models/activities.ts'
import type { ThreadActivity } from '../../views/thread/types.ts'
import type { Page } from '../page.ts'

const days = new Map<string, { until: number; day: string }>()

/** The day that it is for the asker: `2026-11-21`. Every page asks, so it is kept until it is over. */
export function todayOf({ asker: { timeZone } }: Pick<HttpContext, 'asker'>): string {
  let known = days.get(timeZone)
  if (!known || known.until <= Date.now()) {
    const now = DateTime.now().setZone(timeZone)
    known = { until: now.endOf('day').toMillis(), day: now.toISODate()! }
    days.set(timeZone, known)
  }
  return known.day
}

/** Whether something is late, due or still to come. */
export function activityState(dueOn: string, today: string): ThreadActivity['state'] {
  if (dueOn === today) return 'today'
  return dueOn < today ? 'overdue' : 'planned'
}

/** An activity in the words of the asker; `href` is its own address. */
export function activityCard(
  ctx: HttpContext,
  { t, formats }: Page,
  activity: Activity,
  href: string,
  { record, back }: Pick<ThreadActivity, 'record' | 'back'> = { record: null, back: null }
): ThreadActivity {
  const today = todayOf(ctx)
  const { type, symbol, summary, note, dueOn, userName } = activity
  const state = activityState(dueOn, today)
  return {
    symbol,
    kind: type,
    summary,
    note: note ?? '',
    state,
    due: t(`ui.activity.due.${state}`, { day: formats.date(dueOn) }),
    who: userName ?? t('ui.audit.formerUser'),
    completionHref: `${href}/completion`,
    editHref: `${href}/edit`,
    record,
    back,
  }
}
