import type { HttpContext } from '@adonisjs/core/http'
import { DashboardScreen, suggestedTiles } from '../dashboards/dashboard_screen.ts'
import { Dashboards, LONGEST_NAME } from '../dashboards/dashboards.ts'
import { E_NOT_FOUND } from '../errors.ts'

/** Pages of tiles that users put together. */
export default class DashboardsController {
  async index(ctx: HttpContext) {
    const all = await new Dashboards().all()
    return new DashboardScreen(ctx, all, all[0] ?? null).render()
  }

  async show(ctx: HttpContext) {
    const all = await new Dashboards().all()
    const shown = all.find(({ id }) => id === ctx.params.id)
    if (!shown) throw new E_NOT_FOUND()
    return new DashboardScreen(ctx, all, shown).render()
  }

  async store(ctx: HttpContext) {
    const { t } = ctx.page
    const id = await new Dashboards().create(t('ui.dashboard.title'), suggestedTiles(ctx))
    if (id) return ctx.response.redirect().toPath(`/dashboards/${id}?edit=1`)
    ctx.session.flash('flash', { kind: 'bad', text: t('ui.dashboard.tooMany') })
    return ctx.response.redirect().toPath('/dashboards')
  }

  async update(ctx: HttpContext) {
    const dashboards = new Dashboards()
    const dashboard = await dashboards.own(String(ctx.params.id))
    if (!dashboard) throw new E_NOT_FOUND()
    const given = ctx.request.body() as Record<string, unknown>
    const name = typeof given.name === 'string' ? given.name.trim() : ''
    if (name === '' || name.length > LONGEST_NAME) {
      const text = ctx.page.t('ui.dashboard.badName', { most: LONGEST_NAME })
      ctx.session.flash('flash', { kind: 'bad', text })
    } else await dashboards.update({ ...dashboard, name, shared: given.shared === '1' })
    return ctx.response.redirect().toPath(`/dashboards/${dashboard.id}?edit=1`)
  }

  async destroy(ctx: HttpContext) {
    const dashboards = new Dashboards()
    const dashboard = await dashboards.own(String(ctx.params.id))
    if (!dashboard) throw new E_NOT_FOUND()
    await dashboards.delete(dashboard)
    ctx.session.flash('flash', {
      kind: 'ok',
      text: ctx.page.t('ui.dashboard.deleted', { name: dashboard.name }),
    })
    return ctx.response.redirect().toPath('/dashboards')
  }
}
