import { assert } from '@japa/assert'
import { browserClient } from '@japa/browser-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import type { Test } from '@japa/runner/core'
import type { Config } from '@japa/runner/types'
import { chromium } from 'playwright'
import { PATIENCE } from './support/browser_pages.ts'
import { prepareDatabase } from './support/database.ts'

/** Flags for a Chromium that runs as root, without a screen and without calling home. */
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[
    /** Two pages of its address bar for each window, which cost more than the pages that are tested. */
    ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
    /** What Playwright switches off. Chromium heeds one list alone, the last. */
    ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
    ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
    ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'AimEnabled'],
    ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
  ].join(',')}`,
]

export const plugins: Config['plugins'] = [
  assert(),
  pluginAdonisJS(app),
  browserClient({
    runInSuites: ['browser'],
    async launcher(options) {
      const browser = await chromium.launch({
        ...options,
        executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
        args: CHROMIUM_FLAGS,
      })
      return browser.on('context', (context) => context.setDefaultTimeout(PATIENCE))
    },
  }),
]

/** Closes what a test has left open, so that it costs the next ones nothing. */
async function closeWindows({ context }: Test) {
  await Promise.all(context.browser.contexts().map((each) => each.close()))
}

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [() => prepareDatabase(app)],
  teardown: [],
}

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (['functional', 'modules', 'browser'].includes(suite.name)) {
    suite.setup(() => testUtils.httpServer().start())
  }
  if (suite.name === 'browser') {
    suite.onGroup((group) => group.each.teardown(closeWindows))
  }
}
