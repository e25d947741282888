import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { APPS_HREF, assertOperator } from '../apps/may_operate.ts'
import { Page } from '../page.ts'

/** The list of modules on disk, read again. */
export default class AppListsController {
  async store(ctx: HttpContext) {
    assertOperator(ctx)
    ctx.leaveUnderWay()
    const page = new Page(ctx)
    const operator = await app.container.make('operator')
    const found = await operator.updateList()
    ctx.session.flash('flash', {
      kind: 'ok',
      text: page.t('apps.listUpdated', { count: found.length }),
    })
    return ctx.response.redirect().toPath(APPS_HREF)
  }
}
