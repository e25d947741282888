import type { HttpContext } from '@adonisjs/core/http'
import { internalPeople } from '../../access/internal_people.ts'
import { planActivity, type Activity, type Plan } from '../../models/activities.ts'
import { readActivityTypes } from '../../models/activity_types.ts'
import type { PlacedKey } from '../../models/messages.ts'
import { tellOfPlan } from '../thread/post.ts'
import { startOf } from './activity_input.ts'

/** Plans what follows an activity that is done, where its type says so; returns what was planned. */
export async function planNext(
  ctx: HttpContext,
  record: PlacedKey,
  { typeId }: Pick<Activity, 'typeId'>
): Promise<Plan | null> {
  const types = await readActivityTypes(typeId)
  const done = types.find(({ id }) => id === typeId)
  const next = types.find(({ id }) => id === done?.nextId)
  if (!next || done?.chaining !== 'trigger') return null
  const start = startOf(ctx, next)
  const people = await internalPeople(ctx.registry.access)
  const plan: Plan = {
    ...start,
    summary: start.summary || next.name,
    note: null,
    userId: people.some(({ id }) => id === start.userId) ? start.userId : ctx.asker.userId!,
  }
  await planActivity(record, plan)
  await tellOfPlan(record, plan)
  return plan
}
