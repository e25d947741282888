import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { internalPeople } from '../../access/internal_people.ts'
import { LONGEST, type Activity, type Plan } from '../../models/activities.ts'
import type { ActivityType } from '../../models/activity_types.ts'
import type { InputFault } from '../../models/field_input.ts'
import { todayOf } from './activity_card.ts'

/** An activity as a form sends it. */
export interface ActivityTexts {
  typeId: string
  summary: string
  note: string
  dueOn: string
  userId: string
}

export type ActivityInput =
  | { plan: Plan; faults: null }
  | { plan: null; faults: Record<string, InputFault>; texts: ActivityTexts }

/**
 * Reads an activity of one of some types, with every fault. Without a summary it is called what its
 * type says.
 */
export async function readActivity(
  { registry }: Pick<HttpContext, 'registry'>,
  given: Readonly<Record<string, unknown>>,
  types: readonly ActivityType[]
): Promise<ActivityInput> {
  const text = (name: string) => {
    const value = given[name]
    return (typeof value === 'string' ? value : '').replaceAll('\r\n', '\n').trim()
  }
  const texts: ActivityTexts = {
    typeId: text('typeId'),
    summary: text('summary'),
    note: text('note'),
    dueOn: text('dueOn'),
    userId: text('userId'),
  }
  const faults: Record<string, InputFault> = {}
  const { typeId, note, dueOn, userId } = texts
  const type = types.find(({ id }) => id === typeId)
  const summary = texts.summary || (type?.summary ?? '')
  if (!type) faults.typeId = { key: 'ui.error.option' }
  if (summary === '') faults.summary = { key: 'ui.error.required' }
  if (summary.length > LONGEST.summary) faults.summary = tooLong(LONGEST.summary)
  if (note.length > LONGEST.note) faults.note = tooLong(LONGEST.note)
  if (!isDay(dueOn)) faults.dueOn = { key: dueOn ? 'ui.error.date' : 'ui.error.required' }
  const people = await internalPeople(registry.access)
  if (!people.some(({ id }) => id === userId)) faults.userId = { key: 'ui.error.option' }
  if (Object.keys(faults).length > 0) return { plan: null, faults, texts }
  return { plan: { typeId, summary, note: note || null, dueOn, userId }, faults: null }
}

function tooLong(size: number): InputFault {
  return { key: 'ui.error.size', values: { size } }
}

function isDay(text: string): boolean {
  const { isValid, year } = DateTime.fromFormat(text, 'yyyy-MM-dd')
  return isValid && year >= 1900 && year <= 2200
}

/**
 * What the form of a new activity begins with. The address names its type, or the type `after` which
 * it comes.
 */
export function newActivity(ctx: HttpContext, types: readonly ActivityType[]): ActivityTexts {
  const { type: wanted, after } = ctx.request.qs() as Record<string, unknown>
  const byId = (id: unknown) => types.find((type) => type.id === id)
  const type = byId(wanted) ?? byId(byId(after)?.nextId) ?? types[0]
  return type
    ? startOf(ctx, type)
    : { typeId: '', summary: '', note: '', dueOn: todayOf(ctx), userId: ctx.asker.userId ?? '' }
}

/** What an activity of a type begins with for the asker. */
export function startOf(ctx: Pick<HttpContext, 'asker'>, type: ActivityType): ActivityTexts {
  const due = DateTime.fromISO(todayOf(ctx)).plus({ days: type.days })
  return {
    typeId: type.id,
    summary: type.summary ?? '',
    note: '',
    dueOn: due.toISODate()!,
    userId: type.userId ?? ctx.asker.userId ?? '',
  }
}

export function textsOfActivity({ typeId, summary, note, dueOn, userId }: Activity): ActivityTexts {
  return { typeId, summary, note: note ?? '', dueOn, userId }
}
