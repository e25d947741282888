import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import pg from 'pg'
import { credentials } from '#config/database'
import { demoAccounts } from '#app/http/demo_accounts'
import { inEnglish } from '#app/domains/reasons'
import { hasUsers } from '#app/identity/new_tenant'
import { Setup } from '#app/modules/setup'

/** Brings the database up to date; see docs/operations.md. */
export default class SetupCommand extends BaseCommand {
  static override commandName = 'setup'
  static override description = 'Create or update roles, schema and modules in the database'
  static override options: CommandOptions = { startApp: true }

  static {
    flags.boolean({ description: 'Make only the roles, before a backup is restored' })(
      this.prototype,
      'roles'
    )
  }

  declare roles: boolean | undefined

  override async run() {
    const database = await this.app.container.make('lucid.db')
    const setup = new Setup(database, credentials)
    if (this.roles) return setup.makeRoles()

    const modules = await this.app.container.make('modules')
    const sound = await modules.load()
    const failed = await setup.run(sound, (line) => this.logger.info(line))
    for (const { name, reason } of [...modules.faults, ...failed]) {
      this.logger.warning(`module ${name}: ${inEnglish(reason)}`)
    }
    if (!demoAccounts() && !(await this.#hasUsers())) {
      this.logger.warning(
        'Nobody can log in yet. Make the first administrator: node ace tenant:create'
      )
    }
  }

  async #hasUsers() {
    const owner = new pg.Client({ ...credentials.of('owner'), application_name: 'tatami setup' })
    await owner.connect()
    try {
      return await hasUsers(owner)
    } finally {
      await owner.end()
    }
  }
}
