import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { defineConfig, formatters, loaders } from '@adonisjs/i18n'
import { moduleRoots } from '#app/modules/discovery'
import { PSEUDO_LOCALE } from '#app/views/pseudo_locale'

/** The languages that everything is translated into; English is what it is written in. */
export const languages = ['en', 'de', 'ja']

/** The folders with texts of modules; the texts of `locales/en/crm.json` are `crm.…`. */
const ofModules = moduleRoots(app.makePath(), process.env.ADDONS_PATH)
  .filter(existsSync)
  .flatMap((root) => readdirSync(root).map((folder) => join(root, folder, 'locales')))
  .filter(existsSync)

export default defineConfig({
  defaultLocale: 'en',
  supportedLocales: app.inProduction ? languages : [...languages, PSEUDO_LOCALE],
  formatter: formatters.icu(),
  loaders: [app.makePath('resources/lang'), ...ofModules].map((location) =>
    loaders.fs({ location })
  ),
})
