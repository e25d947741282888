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
    const { modules: sound } = await modules.discover()
    for (const { name, reason } of modules.faults) this.logger.warning(`module ${name}: ${reason}`)
    await new Setup(database, credentials).run(sound, (line) => this.logger.info(line))
  }
}
