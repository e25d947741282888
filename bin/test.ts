process.env.NODE_ENV = 'test'
/** Events in tests are signed with a key of their own, see tests/support/ghl. */
process.env.GHL_PUBLIC_KEY = 'MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w='
/** Tests of proxies ask from this address of the machine, see tests/functional/proxies.spec.ts. */
process.env.TRUSTED_PROXIES = '127.0.0.2, 10.9.0.0/16'

import 'reflect-metadata'
import { Ignitor, prettyPrintError } from '@adonisjs/core'
import { configure, processCLIArgs, run } from '@japa/runner'

const APP_ROOT = new URL('../', import.meta.url)

new Ignitor(APP_ROOT, { importer: (filePath) => import(filePath) })
  .tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    app.listenIf(process.stdin.isTTY === true, 'SIGINT', () => app.terminate())
  })
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.ts')
    processCLIArgs(process.argv.splice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: [...runnerHooks.teardown, () => app.terminate()],
    })
  })
  .run(() => run())
  .catch((error: unknown) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
