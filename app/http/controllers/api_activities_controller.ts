import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import {
  cancelActivity,
  findActivity,
  openActivities,
  planActivity,
  type Activity,
} from '../../models/activities.ts'
import { readActivityTypes } from '../../models/activity_types.ts'
import { readActivity, startOf } from '../activities/activity_input.ts'
import { findOpen } from '../activities/open_activity.ts'
import { internalApiRecordOf, personJson } from '../api/about_record.ts'
import { closedBodyOf } from '../api/record_input.ts'
import { tellOfPlan } from '../thread/post.ts'

const FIELDS = {
  type: 'link',
  summary: 'string',
  note: 'string',
  dueOn: 'string',
  user: 'link',
} as const

/** What is planned about a record, for programs; as on screen for those who work here. */
export default class ApiActivitiesController {
  /** What is open, the earliest first. */
  async index(ctx: HttpContext) {
    const { key } = await internalApiRecordOf(ctx, 'read')
    return { data: (await openActivities(key)).map(activityJson), next: null }
  }

  /** What is not said begins as the type says. */
  async store(ctx: HttpContext) {
    const { key } = await internalApiRecordOf(ctx, 'write')
    const { type: typeId, user: userId, ...given } = closedBodyOf(ctx, FIELDS)
    const types = await readActivityTypes()
    const type = types.find(({ id }) => id === typeId)
    const start = type ? startOf(ctx, type) : {}
    const said = { ...given, ...(userId !== undefined && { userId }), typeId }
    const { plan, faults } = await readActivity(ctx, { ...start, ...said }, types)
    if (!plan) {
      const { typeId: ofType, userId: ofUser, ...others } = faults
      throw new E_INVALID_INPUT({
        ...others,
        ...(ofType && { type: ofType }),
        ...(ofUser && { user: ofUser }),
      })
    }
    const id = await planActivity(key, plan)
    await tellOfPlan(key, plan)
    ctx.response.status(201)
    return { data: activityJson((await findActivity(key, id))!) }
  }

  async destroy(ctx: HttpContext) {
    const about = await internalApiRecordOf(ctx, 'write')
    const { id } = await findOpen(ctx, about)
    await cancelActivity(id)
    return ctx.response.status(204).send('')
  }
}

function activityJson(activity: Activity) {
  const { id, typeId, type, summary, note, dueOn, userId, userName } = activity
  return {
    id,
    type: { id: typeId, title: type },
    summary,
    note,
    dueOn,
    user: personJson(userId, userName),
  }
}
