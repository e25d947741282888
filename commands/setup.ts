import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { credentials } from '#config/database'
import { Setup } from '#app/modules/setup'

/** Brings the database up to date; see docs/operations.md. */
export default class SetupCommand extends BaseCommand {
  static override commandName = 'setup'
  static override description = 'Create or update roles, schema and modules in the database'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const modules = await this.app.container.make('modules')
    const database = await this.app.container.make('lucid.db')
    const sound = await modules.load()
    const setup = new Setup(database, credentials)
    const failed = await setup.run(sound, (line) => this.logger.info(line))
    for (const { name, reason } of [...modules.faults, ...failed]) {
      this.logger.warning(`module ${name}: ${reason}`)
    }
  }
}
