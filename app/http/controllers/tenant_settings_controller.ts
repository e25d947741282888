import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { countryNames, isCountry } from '../../identity/countries.ts'
import { currencies, isTimeZone, timeZones } from '../../identity/regions.ts'
import { paperFormats, type Who } from '../../identity/who.ts'
import { localeOf } from '../formats.ts'
import { languageChoices } from '../language.ts'
import { requireMenuPage } from '../menu_page.ts'
import { chosenField, textField } from '../settings_form.ts'

export const TENANT_SETTINGS_HREF = '/base/company'

const dateFormats = ['dmy', 'mdy', 'iso'] as const

/** The settings of the tenant that one works in. */
export default class TenantSettingsController {
  edit(ctx: HttpContext) {
    requireMenuPage(ctx, TENANT_SETTINGS_HREF)
    return this.#page(ctx, shownOf(ctx.identity!.tenant!), {})
  }

  async update(ctx: HttpContext) {
    requireMenuPage(ctx, TENANT_SETTINGS_HREF)
    const { t } = ctx.page
    const wanted = readSettings(ctx.request.body())
    const errors = faultsOf(wanted)
    if (Object.keys(errors).length > 0) {
      ctx.response.status(422)
      const texts = Object.entries(errors).map(([name, key]) => [name, t(key, { size: 120 })])
      return this.#page(ctx, wanted, Object.fromEntries(texts))
    }
    const { name, timeZone, currency, language, dateFormat, paperFormat, country } = wanted
    await ctx.environment!.query(
      `update tenants set name = $2, time_zone = $3, currency = $4, language = $5, date_format = $6,
       paper_format = nullif($7, ''), country = nullif($8, '') where id = $1`,
      [ctx.asker.tenantId, name, timeZone, currency, language, dateFormat, paperFormat, country]
    )
    ctx.session.flash('flash', { kind: 'ok', text: t('ui.company.saved') })
    return ctx.response.redirect().toPath(TENANT_SETTINGS_HREF)
  }

  #page(ctx: HttpContext, shown: Settings, errors: Record<string, string>) {
    const { page } = ctx
    const label = (name: string) => page.t(`ui.company.${name}`)
    const chosen = (name: keyof Settings, values: Parameters<typeof chosenField>[3]) =>
      chosenField(name, label(name), shown[name], values, errors[name] ?? null)
    return page.renderView('pages/tenant_settings', {
      title: page.t('ui.company.title'),
      crumbs: [],
      menuHref: TENANT_SETTINGS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        action: TENANT_SETTINGS_HREF,
        fields: [
          textField('name', label('name'), shown.name, errors.name ?? null),
          chosen('timeZone', timeZones),
          chosen('currency', currencies),
          chosen('language', languageChoices()),
          chosen(
            'dateFormat',
            dateFormats.map((key): [string, string] => [key, label(`dateFormat.${key}`)])
          ),
          chosen('paperFormat', [
            ['', label('paperFormat.usual')],
            ...paperFormats.map((key): [string, string] => [
              key,
              label(`paperFormat.${key.replace('-', '_')}`),
            ]),
          ]),
          chosen('country', [
            ['', label('country.none')],
            ...Object.entries(countryNames(localeOf(ctx.asker.language))),
          ]),
        ],
      },
    })
  }
}

interface Settings {
  name: string
  timeZone: string
  currency: string
  language: string
  dateFormat: string
  /** Empty for the usual one. */
  paperFormat: string
  /** Empty for none. */
  country: string
}

function shownOf(tenant: NonNullable<Who['tenant']>): Settings {
  return { ...tenant, paperFormat: tenant.paperFormat ?? '', country: tenant.country ?? '' }
}

function readSettings(body: Record<string, unknown>): Settings {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '')
  return {
    name: text('name'),
    timeZone: text('timeZone'),
    currency: text('currency'),
    language: text('language'),
    dateFormat: text('dateFormat'),
    paperFormat: text('paperFormat'),
    country: text('country'),
  }
}

/** Keys of the texts that say what is wrong, by field. */
function faultsOf(settings: Settings) {
  const { name, timeZone, currency, language, dateFormat, paperFormat, country } = settings
  const faults: Record<string, string> = {}
  const option = 'ui.error.option'
  if (name === '') faults.name = 'ui.error.required'
  if (name.length > 120) faults.name = 'ui.error.size'
  if (!isTimeZone(timeZone)) faults.timeZone = option
  if (!currencies.includes(currency)) faults.currency = option
  if (!i18nManager.supportedLocales().includes(language)) faults.language = option
  if (!dateFormats.some((key) => key === dateFormat)) faults.dateFormat = option
  if (!['', ...paperFormats].includes(paperFormat)) faults.paperFormat = option
  if (country !== '' && !isCountry(country)) faults.country = option
  return faults
}
