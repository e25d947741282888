import { delimiter, relative } from 'node:path'
import { defineConfig } from '@adonisjs/core/app'

const addons = (process.env.ADDONS_PATH ?? '').split(delimiter).filter(Boolean)
const moduleRoots = ['{modules,addons}', ...addons.map((path) => relative(process.cwd(), path))]
const moduleTests = moduleRoots.map((root) => `${root}/*/tests/**/*.spec.ts`)

export default defineConfig({
  commands: [() => import('#app/modules/command_loader')],
  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    {
      file: () => import('@adonisjs/core/providers/repl_provider'),
      environment: ['repl', 'test'],
    },
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/i18n/i18n_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('#app/environment/database_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('#app/http/provider'),
    () => import('#app/http/jobs_provider'),
  ],
  preloads: [() => import('#start/routes'), () => import('#start/kernel')],
  tests: {
    /** Only what hangs takes so long, in milliseconds, however busy the machine is. */
    timeout: 600_000,
    suites: [
      {
        name: 'unit',
        files: ['tests/unit/**/*.spec.ts', 'tests/look/**/*.spec.ts'],
      },
      { name: 'jobs', files: ['tests/jobs/**/*.spec.ts'] },
      {
        name: 'functional',
        files: ['tests/functional/**/*.spec.ts', ...moduleTests],
      },
      { name: 'modules', files: ['tests/modules/**/*.spec.ts'] },
      { name: 'browser', files: ['tests/browser/**/*.spec.ts'] },
      { name: 'launcher', files: ['tests/launcher/**/*.spec.ts'] },
    ],
    forceExit: false,
  },
})
