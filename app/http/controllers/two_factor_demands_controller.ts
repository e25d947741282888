import type { HttpContext } from '@adonisjs/core/http'
import { recordEvent } from '../../environment/audit.ts'
import { countWithTwoFactor } from '../../identity/two_factor.ts'
import { requireMenuPage } from '../menu_page.ts'
import { Page } from '../page.ts'

const HREF = '/base/two-factor'

/** Whether everybody of the tenant shows a code when they log in. */
export default class TwoFactorDemandsController {
  async show(ctx: HttpContext) {
    requireMenuPage(ctx, HREF)
    const page = new Page(ctx)
    const { tenant } = ctx.identity!
    const { withStep, members } = await countWithTwoFactor(tenant!.id)
    const title = page.t('ui.demand.title')
    return page.renderView('pages/two_factor_demand', {
      title,
      crumbs: [{ label: title, href: null }],
      menuHref: HREF,
      state: {
        csrf: ctx.request.csrfToken,
        demanded: tenant!.requiresTwoFactor,
        count: page.t('ui.demand.count', { withStep, members }),
      },
    })
  }

  async update(ctx: HttpContext) {
    requireMenuPage(ctx, HREF)
    const { t } = new Page(ctx)
    const { demanded } = ctx.request.body() as Record<string, unknown>
    const isDemanded = demanded === '1'
    await ctx.environment!.query('select app.demand_two_factor($1)', [isDemanded])
    await recordEvent({
      kind: 'two_factor_changed',
      subject: ctx.identity!.tenant!.name,
      details: { change: isDemanded ? 'demanded' : 'left to each' },
    })
    ctx.session.flash('flash', {
      kind: 'ok',
      text: t(isDemanded ? 'ui.demand.on' : 'ui.demand.off'),
    })
    return ctx.response.redirect().toPath(HREF)
  }
}
