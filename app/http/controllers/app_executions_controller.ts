import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { describe } from '../../modules/followers.ts'
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
      const late = behind.map(describe).join(', ')
      ctx.session.flash('flash', {
        kind: late ? 'warn' : 'ok',
        text: late ? page.t('apps.doneLate', { late }) : page.t('apps.done'),
      })
      return ctx.response.redirect().toPath(APPS_HREF)
    } catch (error) {
      ctx.session.flash('flash', {
        kind: 'bad',
        text: page.t('apps.notDone', { reason: (error as Error).message }),
      })
      return ctx.response
        .redirect()
        .toPath(`${APPS_HREF}/plans/${String(ctx.request.input('plan'))}`)
    }
  }
}
