import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { inEnglish } from '#app/domains/reasons'

/**
 * Lists every module on disk with its state, why a faulty one cannot be opened, and which extensions
 * are skipped.
 */
export default class ModuleListCommand extends BaseCommand {
  static override commandName = 'module:list'
  static override description = 'List the modules with version, state and dependencies'
  static override options: CommandOptions = { startApp: true }

  static {
    flags.boolean({ description: 'Print JSON' })(this.prototype, 'json')
  }

  declare json: boolean | undefined

  override async run() {
    const modules = await this.app.container.make('modules')
    const list = (await modules.list()).map((each) => ({
      ...each,
      reason: each.reason && inEnglish(each.reason),
      skipped: each.skipped.map(({ file, reason }) => ({ file, reason: inEnglish(reason) })),
    }))
    if (this.json) {
      this.logger.log(JSON.stringify(list, null, 2))
      return
    }
    const table = this.ui.table().head(['Module', 'Version', 'State', 'Depends on', 'Reason'])
    for (const { name, version, state, depends, reason } of list) {
      table.row([name, version, state, depends.join(', '), reason ?? ''])
    }
    table.render()
    for (const { name, skipped } of list) {
      for (const { file, reason } of skipped) {
        this.logger.warning(`skipped of ${name}, ${file}: ${reason}`)
      }
    }
    const operator = await this.app.container.make('operator')
    for (const { kind, id } of await operator.outdated()) {
      this.logger.warning(`the ${kind} process ${id} needs a restart to use what has come since`)
    }
  }
}
