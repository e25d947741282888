import type { HttpContext } from '@adonisjs/core/http'
import { tenantApps, TENANT_APPS_HREF } from '../apps/tenant_apps.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { settingsHref } from '../apps/settings_href.ts'
import { recordEvent } from '../../environment/audit.ts'
import { requireMenuPage } from '../menu_page.ts'
import { Page } from '../page.ts'

/** The installed modules as the tenant has them: each on or off. */
export default class TenantAppsController {
  async index(ctx: HttpContext) {
    requireMenuPage(ctx, TENANT_APPS_HREF)
    const page = new Page(ctx)
    return page.renderView('pages/tenant_apps', {
      title: page.t('apps.tenant.title'),
      crumbs: [{ label: page.t('apps.tenant.title'), href: null }],
      menuHref: TENANT_APPS_HREF,
      state: { csrf: ctx.request.csrfToken, apps: await this.#apps(ctx) },
    })
  }

  /** Switches a module on or off; its data stays. */
  async update(ctx: HttpContext) {
    requireMenuPage(ctx, TENANT_APPS_HREF)
    const page = new Page(ctx)
    const { environment, asker, request, response, session } = ctx
    const it = tenantApps(await this.#off(ctx), ctx.asker.language).find(
      ({ name }) => name === ctx.params.name
    )
    const isOn = request.input('active') === '1'
    if (!it || (it.isFixed && !isOn)) throw new E_NOT_FOUND()
    await environment!.query(
      `insert into tenant_modules (tenant_id, module, active) values ($1, $2, $3)
       on conflict (tenant_id, module) do update set active = excluded.active,
         updated_at = now(), updated_by = app.user_id()`,
      [asker.tenantId, it.name, isOn]
    )
    const operation = isOn ? 'enable' : 'disable'
    await recordEvent({
      kind: 'module_changed',
      subject: it.title,
      details: { module: it.name, operation },
    })
    const text = page.t(isOn ? 'apps.tenant.isOn' : 'apps.tenant.isOff', { title: it.title })
    session.flash('flash', { kind: 'ok', text })
    return response.redirect().toPath(TENANT_APPS_HREF)
  }

  async #apps(ctx: HttpContext) {
    const apps = tenantApps(await this.#off(ctx), ctx.asker.language)
    return apps.map((each) => ({ ...each, settingsHref: settingsHref(ctx, each.name) }))
  }

  async #off({ environment, asker }: HttpContext): Promise<Set<string>> {
    const [rows] = await environment!.read([
      {
        text: 'select module from tenant_modules where tenant_id = $1 and not active',
        values: [asker.tenantId],
      },
    ])
    return new Set(rows!.map(({ module }) => String(module)))
  }
}
