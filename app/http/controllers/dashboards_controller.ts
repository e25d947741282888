import type { HttpContext } from '@adonisjs/core/http'
import { DashboardScreen } from '../dashboards/dashboard_screen.ts'
import { Dashboards, LONGEST_NAME, type Dashboard } from '../dashboards/dashboards.ts'
import { shippedDashboards, suggested } from '../dashboards/shipped_dashboards.ts'
import { E_NOT_FOUND } from '../errors.ts'

/** Pages of tiles: those that modules bring, and those that users put together. */
export default class DashboardsController {
  async index(ctx: HttpContext) {
    const all = await new Dashboards().all()
    return new DashboardScreen(ctx, all, all[0] ?? suggested(ctx)).render()
  }

  async show(ctx: HttpContext) {
    const all = await new Dashboards().all()
    const known = [...all, ...shippedDashboards(ctx)]
    const shown = known.find(({ id }) => id === ctx.params.id)
    if (!shown) throw new E_NOT_FOUND()
    return new DashboardScreen(ctx, all, shown).render()
  }

  /** A new one, or a copy of one that a module brings, where that is named. */
  async store(ctx: HttpContext) {
    const { t } = ctx.page
    const from: unknown = ctx.request.input('from')
    const origin = shippedDashboards(ctx).find(({ id }) => id === from)
    if (from !== undefined && !origin) throw new E_NOT_FOUND()
    const dashboards = new Dashboards()
    const copy = origin && (await dashboards.all()).find((each) => isCopy(each, origin.id))
    if (copy) return ctx.response.redirect().toPath(`/dashboards/${copy.id}?edit=1`)
    const { tiles } = origin ?? suggested(ctx)
    const name = origin?.name ?? t('ui.dashboard.title')
    const id = await dashboards.create({ name, tiles, origin: origin?.id ?? null })
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
    const { name, origin } = dashboard
    const shipped = shippedDashboards(ctx).find(({ id }) => id === origin)
    const text = ctx.page.t(shipped ? 'ui.dashboard.isReset' : 'ui.dashboard.deleted', { name })
    ctx.session.flash('flash', { kind: 'ok', text })
    return ctx.response.redirect().toPath(shipped ? `/dashboards/${shipped.id}` : '/dashboards')
  }
}

function isCopy({ isOwn, origin }: Dashboard, of: string): boolean {
  return isOwn && origin === of
}
