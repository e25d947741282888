import app from '@adonisjs/core/services/app'
import { defineConfig, formatters, loaders } from '@adonisjs/i18n'
import { moduleRoots } from '#app/modules/discovery'
import { moduleTexts } from '#app/modules/module_texts'
import { PSEUDO_LOCALE } from '#app/views/pseudo_locale'

/** The languages that everything is translated into; English is what it is written in. */
export const languages = ['en', 'de', 'ja']

export default defineConfig({
  defaultLocale: 'en',
  supportedLocales: app.inProduction ? languages : [...languages, PSEUDO_LOCALE],
  formatter: formatters.icu(),
  loaders: [
    loaders.fs({ location: app.makePath('resources/lang') }),
    moduleTexts(moduleRoots(app.makePath(), process.env.ADDONS_PATH)),
  ],
})
