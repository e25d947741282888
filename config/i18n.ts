import app from '@adonisjs/core/services/app'
import { defineConfig, formatters, loaders } from '@adonisjs/i18n'

export default defineConfig({
  defaultLocale: 'en',
  supportedLocales: ['en'],
  formatter: formatters.icu(),
  loaders: [loaders.fs({ location: app.makePath('resources/lang') })],
})
