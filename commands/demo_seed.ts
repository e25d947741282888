import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import hash from '@adonisjs/core/services/hash'
import pg from 'pg'
import { appUrl } from '#config/app'
import { credentials } from '#config/database'
import { DEMO_PASSWORD, demoAccounts } from '#app/http/demo_accounts'
import { seedDemo } from '#app/modules/demo'

/**
 * Makes the demo tenants, users and records in an embedded database; what is there already stays
 * as it is. Progress goes to stderr; stdout gets one line of JSON with log-ins and addresses.
 */
export default class DemoSeedCommand extends BaseCommand {
  static override commandName = 'demo:seed'
  static override description = 'Make the demo tenants with their users and data'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const logins = demoAccounts()
    if (!logins) {
      this.logger.error('demo data is made only in the embedded database: see docs/operations.md')
      this.exitCode = 1
      return
    }
    const modules = await this.app.container.make('modules')
    const registry = await modules.open()
    const owner = new pg.Client({ ...credentials.of('owner'), application_name: 'tatami demo' })
    await owner.connect()
    try {
      const webhooks = await seedDemo({
        owner,
        modules: registry.modules,
        appUrl,
        hashPassword: () => hash.make(DEMO_PASSWORD),
        report: (line) => process.stderr.write(`${line}\n`),
      })
      process.stdout.write(`${JSON.stringify({ logins, webhooks })}\n`)
    } finally {
      await owner.end()
    }
  }
}
