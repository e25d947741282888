import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { internalPeople } from '../../access/internal_people.ts'
import {
  activityKinds,
  isActivityKind,
  LONGEST,
  type Activity,
  type Plan,
} from '../../models/activities.ts'
import { todayOf } from './activity_card.ts'

/** An activity as a form sends it. */
export interface ActivityTexts {
  kind: string
  summary: string
  note: string
  dueOn: string
  userId: string
}

export type ActivityInput =
  | { plan: Plan; faults: null }
  | { plan: null; faults: Record<string, string>; texts: ActivityTexts }

/** Reads the form of an activity, with a sentence for each fault. */
export async function readActivity(ctx: HttpContext): Promise<ActivityInput> {
  const body = ctx.request.body()
  const text = (name: string) =>
    (typeof body[name] === 'string' ? body[name] : '').replaceAll('\r\n', '\n').trim()
  const texts: ActivityTexts = {
    kind: text('kind'),
    summary: text('summary'),
    note: text('note'),
    dueOn: text('dueOn'),
    userId: text('userId'),
  }
  const { t } = ctx.page
  const faults: Record<string, string> = {}
  const { kind, summary, note, dueOn, userId } = texts
  if (!isActivityKind(kind)) faults.kind = t('ui.error.option')
  if (summary === '') faults.summary = t('ui.error.required')
  if (summary.length > LONGEST.summary) {
    faults.summary = t('ui.error.size', { size: LONGEST.summary })
  }
  if (note.length > LONGEST.note) faults.note = t('ui.error.size', { size: LONGEST.note })
  if (!isDay(dueOn)) faults.dueOn = t(dueOn ? 'ui.error.date' : 'ui.error.required')
  const people = await internalPeople(ctx.registry.access)
  if (!people.some(({ id }) => id === userId)) faults.userId = t('ui.error.option')
  if (Object.keys(faults).length > 0 || !isActivityKind(kind)) return { plan: null, faults, texts }
  return { plan: { kind, summary, note: note || null, dueOn, userId }, faults: null }
}

function isDay(text: string): boolean {
  const { isValid, year } = DateTime.fromFormat(text, 'yyyy-MM-dd')
  return isValid && year >= 1900 && year <= 2200
}

/**
 * What the form of a new activity begins with. The address names its kind, or the kind `after` which
 * it comes.
 */
export function newActivity(ctx: HttpContext): ActivityTexts {
  const { kind: wanted, after } = ctx.request.qs() as Record<string, unknown>
  const following = isActivityKind(after) ? activityKinds[after].next : 'todo'
  const kind = isActivityKind(wanted) ? wanted : following
  const due = DateTime.fromISO(todayOf(ctx)).plus({ days: activityKinds[kind].days })
  return {
    kind,
    summary: '',
    note: '',
    dueOn: due.toISODate()!,
    userId: ctx.asker.userId ?? '',
  }
}

export function textsOfActivity({ kind, summary, note, dueOn, userId }: Activity): ActivityTexts {
  return { kind, summary, note: note ?? '', dueOn, userId }
}
