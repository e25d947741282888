import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { sizeOf } from '#app/modules/operations/plan_lines'

/** Lists what uninstalled modules have left in archives. */
export default class ModuleArchivesCommand extends BaseCommand {
  static override commandName = 'module:archives'
  static override description = 'List the archived data of uninstalled modules'
  static override options: CommandOptions = { startApp: true }

  static {
    flags.boolean({ description: 'Print JSON' })(this.prototype, 'json')
  }

  declare json: boolean | undefined

  override async run() {
    const operator = await this.app.container.make('operator')
    const archives = await operator.archives()
    if (this.json) {
      this.logger.log(JSON.stringify(archives, null, 2))
      return
    }
    const table = this.ui.table().head(['Archive', 'Module', 'Version', 'Since', 'Rows', 'Size'])
    for (const { id, module, version, archivedAt, rows, bytes } of archives) {
      const since = archivedAt.toISOString().slice(0, 16).replace('T', ' ')
      table.row([String(id), module, version, since, rows.toLocaleString('en'), sizeOf(bytes)])
    }
    table.render()
  }
}
