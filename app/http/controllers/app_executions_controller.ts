import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { said, type Saying } from '../../domains/errors.ts'
import { causeOf, reasons } from '../../domains/reasons.ts'
import { describe, type FollowerState } from '../../modules/followers.ts'
import { APPS_HREF, assertOperator } from '../apps/may_operate.ts'
import { Page } from '../page.ts'

/** The execution of a plan that somebody has seen. */
export default class AppExecutionsController {
  /** The request has an end of its own to wait for: it is not one that the operation waits for. */
  async store(ctx: HttpContext) {
    assertOperator(ctx)
    ctx.leaveUnderWay()
    const page = new Page(ctx)
    const operator = await app.container.make('operator')
    const modules = await app.container.make('modules')
    try {
      const behind = await operator.execute(
        String(ctx.request.input('digest')),
        ctx.identity!.user!.name
      )
      await modules.follow()
      ctx.session.flash('flash', {
        kind: behind.length > 0 ? 'warn' : 'ok',
        text: said(outcomeOf(behind), page.t),
      })
      return ctx.response.redirect().toPath(APPS_HREF)
    } catch (error) {
      ctx.session.flash('flash', {
        kind: 'bad',
        text: said({ key: 'apps.notDone', values: { reason: causeOf(error) } }, page.t),
      })
      return ctx.response
        .redirect()
        .toPath(`${APPS_HREF}/plans/${String(ctx.request.input('plan'))}`)
    }
  }
}

function outcomeOf(behind: readonly FollowerState[]): Saying {
  if (behind.length === 0) return { key: 'apps.done' }
  return { key: 'apps.doneLate', values: { late: reasons(behind.map(describe)) } }
}
