import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/core/logger'

export default defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'tatami',
      level: env.get('LOG_LEVEL') ?? (app.inTest ? 'error' : 'warn'),
    },
  },
})
