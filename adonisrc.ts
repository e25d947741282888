import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defineConfig } from '@adonisjs/core/app'
import { moduleRoots } from '#app/modules/discovery'

/** The tests of each module by its own folder, because patterns do not follow links. */
const moduleTests = moduleRoots(process.cwd(), process.env.ADDONS_PATH)
  .filter(existsSync)
  .flatMap((root) => readdirSync(root).map((name) => join(root, name, 'tests/**/*.spec.ts')))
  .map((pattern) => relative(process.cwd(), pattern))

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
