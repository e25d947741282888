import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { savePreferences } from '../../identity/preferences.ts'
import {
  notificationMailOf,
  notificationMails,
  saveNotificationMail,
} from '../../identity/notification_mail.ts'
import { isTimeZone, timeZones } from '../../identity/regions.ts'
import { renderAccountPage } from '../account.ts'
import { languageChoices } from '../language.ts'
import { menuPages } from '../menu.ts'
import { chosenField } from '../settings_form.ts'

const themes = ['', 'light', 'dark']
const densities = ['', 'compact', 'comfortable']

/** Language, time zone, looks and the first page, as one likes them oneself. */
export default class PreferencesController {
  edit(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async update(ctx: HttpContext) {
    const {
      language,
      timeZone,
      theme,
      density = '',
      home = '',
      notificationMail = 'personal',
    } = ctx.request.body()
    const isSound =
      i18nManager.supportedLocales().includes(language) &&
      typeof timeZone === 'string' &&
      isTimeZone(timeZone) &&
      themes.includes(theme) &&
      densities.includes(density) &&
      this.#homes(ctx).some(([href]) => href === home) &&
      notificationMails.includes(notificationMail)
    if (!isSound) {
      ctx.response.status(422)
      return this.#page(ctx, ctx.page.t('ui.error.option'))
    }
    await saveNotificationMail(ctx.identity!.user!.id, notificationMail)
    await savePreferences(ctx.identity!.user!.id, {
      language,
      timeZone,
      theme: theme || null,
      density: density || null,
      home: home || null,
    })
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.preferences.saved') })
    return ctx.response.redirect().toPath('/account/preferences')
  }

  /** The pages on which one's work may begin. */
  #homes({ registry, asker, page }: HttpContext): [href: string, label: string][] {
    return [['', page.t('ui.home.title')], ...menuPages(registry, asker)]
  }

  async #page(ctx: HttpContext, error: string | null = null) {
    const mails = await notificationMailOf(ctx.identity!.user!.id)
    const { language, timeZone, theme, density, home } = ctx.identity!.user!
    const homes = this.#homes(ctx)
    const isThere = homes.some(([href]) => href === home)
    const { t } = ctx.page
    return renderAccountPage(ctx, ctx.page, {
      key: 'preferences',
      template: 'pages/preferences',
      state: {
        error,
        fields: [
          chosenField('language', t('ui.preferences.language'), language, languageChoices()),
          chosenField('timeZone', t('ui.preferences.timeZone'), timeZone, timeZones),
          chosenField(
            'theme',
            t('ui.preferences.theme'),
            theme ?? '',
            themes.map((key): [string, string] => [
              key,
              t(`ui.preferences.theme.${key || 'system'}`),
            ])
          ),
          chosenField(
            'density',
            t('ui.preferences.density'),
            density ?? '',
            densities.map((key): [string, string] => [
              key,
              t(`ui.preferences.density.${key || 'usual'}`),
            ])
          ),
          chosenField('home', t('ui.preferences.home'), isThere ? home! : '', homes),
          chosenField(
            'notificationMail',
            t('ui.preferences.notificationMail'),
            mails,
            notificationMails.map((key): [string, string] => [
              key,
              t(`ui.preferences.notificationMail.${key}`),
            ])
          ),
        ],
      },
    })
  }
}
