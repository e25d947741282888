import type { HttpContext } from '@adonisjs/core/http'
import { followersOf, subscribe, unfollow } from '../../models/followers.ts'
import { apiRecordOf, personJson } from '../api/about_record.ts'
import { closedBodyOf } from '../api/record_input.ts'
import { isInternal } from '../thread/is_internal.ts'

const KINDS = { comments: 'boolean', changes: 'boolean', activities: 'boolean' } as const

/** Who follows a record, and whether the user of the key does, for programs. */
export default class ApiFollowingsController {
  /** People from outside see themselves alone. */
  async index(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'read')
    const followers = await followersOf(key)
    const shown = followers.filter(({ userId }) => isInternal(ctx) || userId === ctx.asker.userId)
    const data = shown.map(({ userId, name, comments, changes, activities }) => ({
      user: personJson(userId, name),
      ...{ comments, changes, activities },
    }))
    return { data, next: null }
  }

  async update(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'write')
    const { comments = true, changes, activities } = closedBodyOf(ctx, KINDS)
    const works = isInternal(ctx)
    await subscribe(key, {
      comments: Boolean(comments),
      changes: works && Boolean(changes),
      activities: works && Boolean(activities),
    })
    return ctx.response.status(204).send('')
  }

  async destroy(ctx: HttpContext) {
    const { key } = await apiRecordOf(ctx, 'write')
    await unfollow(key)
    return ctx.response.status(204).send('')
  }
}
