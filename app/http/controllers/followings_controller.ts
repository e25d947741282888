import type { HttpContext } from '@adonisjs/core/http'
import { subscribe, unfollow } from '../../models/followers.ts'
import { aboutRecord } from '../thread/about_record.ts'
import { isInternal } from '../thread/is_internal.ts'

/** Following a record, and what one hears of it. */
export default class FollowingsController {
  async update(ctx: HttpContext) {
    const { key, href } = await aboutRecord(ctx)
    const body = ctx.request.body()
    const works = isInternal(ctx)
    await subscribe(key, {
      comments: Boolean(body.comments),
      changes: works && Boolean(body.changes),
      activities: works && Boolean(body.activities),
    })
    return ctx.response.redirect().toPath(`${href}#thread`)
  }

  async destroy(ctx: HttpContext) {
    const { key, href } = await aboutRecord(ctx)
    await unfollow(key)
    return ctx.response.redirect().toPath(`${href}#thread`)
  }
}
