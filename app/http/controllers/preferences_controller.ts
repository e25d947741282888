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
import { chosenField } from '../settings_form.ts'

const themes = ['', 'light', 'dark']

/** Language, time zone and theme, as one likes them oneself. */
export default class PreferencesController {
  edit(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async update(ctx: HttpContext) {
    const { language, timeZone, theme, notificationMail = 'personal' } = ctx.request.body()
    const isSound =
      i18nManager.supportedLocales().includes(language) &&
      typeof timeZone === 'string' &&
      isTimeZone(timeZone) &&
      themes.includes(theme) &&
      notificationMails.includes(notificationMail)
    if (!isSound) {
      ctx.response.status(422)
      return this.#page(ctx, ctx.page.t('ui.error.option'))
    }
    await saveNotificationMail(ctx.identity!.user!.id, notificationMail)
    await savePreferences(ctx.identity!.user!.id, { language, timeZone, theme: theme || null })
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t('ui.preferences.saved') })
    return ctx.response.redirect().toPath('/account/preferences')
  }

  async #page(ctx: HttpContext, error: string | null = null) {
    const mails = await notificationMailOf(ctx.identity!.user!.id)
    const { language, timeZone, theme } = ctx.identity!.user!
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
