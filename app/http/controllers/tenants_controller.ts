import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { currencies, isTimeZone, timeZones } from '../../identity/regions.ts'
import { foundTenant, listTenants, type WantedTenant } from '../../identity/tenants.ts'
import { requireMenuPage } from '../menu_page.ts'
import { chosenField, textField } from '../settings_form.ts'

export const TENANTS_HREF = '/base/tenants'

/** All tenants, for platform administrators. */
export default class TenantsController {
  async index(ctx: HttpContext) {
    requireMenuPage(ctx, TENANTS_HREF)
    const { page, asker } = ctx
    const tenants = await listTenants()
    return page.renderView('pages/tenants', {
      title: page.t('ui.tenants.title'),
      crumbs: [],
      menuHref: TENANTS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        tenants: tenants.map((tenant) => ({
          ...tenant,
          created: page.formats.datetime(tenant.createdAt),
          isOwn: tenant.id === asker.tenantId,
        })),
      },
    })
  }

  create(ctx: HttpContext) {
    requireMenuPage(ctx, TENANTS_HREF)
    const { timeZone, currency } = ctx.identity!.tenant!
    return this.#form(ctx, { ...empty, timeZone, currency }, {})
  }

  async store(ctx: HttpContext) {
    requireMenuPage(ctx, TENANTS_HREF)
    const { page } = ctx
    const wanted = readTenant(ctx.request.body())
    const faults = faultsOf(wanted)
    if (Object.keys(faults).length > 0) {
      ctx.response.status(422)
      return this.#form(ctx, wanted, faults)
    }
    const path = await foundTenant(ctx.identity!.user!.id, wanted)
    return page.renderSecretLink({
      title: page.t('ui.tenants.made', { name: wanted.name }),
      intro: page.t('ui.tenants.link', { email: wanted.adminEmail }),
      path,
      crumbs: [{ label: page.t('ui.tenants.title'), href: TENANTS_HREF }],
      back: { label: page.t('ui.tenants.back'), href: TENANTS_HREF },
      menuHref: TENANTS_HREF,
    })
  }

  #form(ctx: HttpContext, shown: WantedTenant, faults: Record<string, string>) {
    const { page } = ctx
    const label = (name: string) => page.t(`ui.tenants.${name}`)
    const error = (name: string) => (faults[name] ? page.t(faults[name], { size: 120 }) : null)
    const text = (name: keyof WantedTenant, type?: 'email') =>
      textField(name, label(name), shown[name], error(name), type)
    return page.renderView('pages/new_tenant', {
      title: page.t('ui.tenants.new'),
      crumbs: [
        { label: page.t('ui.tenants.title'), href: TENANTS_HREF },
        { label: page.t('ui.tenants.new'), href: null },
      ],
      menuHref: TENANTS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        fields: [
          text('name'),
          text('location'),
          chosenField('timeZone', label('timeZone'), shown.timeZone, timeZones, error('timeZone')),
          chosenField('currency', label('currency'), shown.currency, currencies, error('currency')),
          text('adminName'),
          text('adminEmail', 'email'),
        ],
      },
    })
  }
}

const empty: WantedTenant = {
  name: '',
  timeZone: 'UTC',
  currency: 'EUR',
  location: '',
  adminName: '',
  adminEmail: '',
}

function readTenant(body: Record<string, unknown>): WantedTenant {
  const entries = Object.keys(empty).map((name) => {
    const given = body[name]
    return [name, typeof given === 'string' ? given.trim() : '']
  })
  const wanted = Object.fromEntries(entries) as unknown as WantedTenant
  return { ...wanted, adminEmail: wanted.adminEmail.toLowerCase() }
}

function faultsOf(wanted: WantedTenant): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const name of ['name', 'location', 'adminName'] as const) {
    if (wanted[name] === '') faults[name] = 'ui.error.required'
    if (wanted[name].length > 120) faults[name] = 'ui.error.size'
  }
  if (!vine.helpers.isEmail(wanted.adminEmail)) faults.adminEmail = 'ui.error.email'
  if (!isTimeZone(wanted.timeZone)) faults.timeZone = 'ui.error.option'
  if (!currencies.includes(wanted.currency)) faults.currency = 'ui.error.option'
  return faults
}
