import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Lets every running process look at the disk again. */
export default class ModuleUpdateListCommand extends BaseCommand {
  static override commandName = 'module:update-list'
  static override description = 'Let running servers look for modules that have come to the disk'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const operator = await this.app.container.make('operator')
    await operator.updateList()
    await this.kernel.exec('module:list', [])
  }
}
