import type { HttpContext } from '@adonisjs/core/http'
import { isUuid } from '../../environment/scope.ts'
import { setTenantActive } from '../../identity/tenants.ts'
import { E_FORBIDDEN, E_NOT_FOUND } from '../errors.ts'
import { requireMenuPage } from '../menu_page.ts'
import { TENANTS_HREF } from './tenants_controller.ts'

/** A tenant rests: its people are out with their next request, its webhooks and jobs wait. */
export default class TenantSuspensionsController {
  store(ctx: HttpContext) {
    return this.#set(ctx, false)
  }

  destroy(ctx: HttpContext) {
    return this.#set(ctx, true)
  }

  async #set(ctx: HttpContext, active: boolean) {
    requireMenuPage(ctx, TENANTS_HREF)
    const id: unknown = ctx.params.id
    const { t } = ctx.page
    if (id === ctx.asker.tenantId) throw new E_FORBIDDEN([t('ui.tenants.own')])
    const user = ctx.identity!.user!
    if (!isUuid(id) || !(await setTenantActive(user.id, id, active))) throw new E_NOT_FOUND()
    const text = t(active ? 'ui.tenants.resumed' : 'ui.tenants.suspended')
    ctx.session.flash('flash', { kind: 'ok', text })
    return ctx.response.redirect().toPath(TENANTS_HREF)
  }
}
