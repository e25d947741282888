import { flags } from '@adonisjs/core/ace'
import { OperationCommand } from '#app/modules/operations/operation_command'

/** Deletes what an archive holds, for good. */
export default class ModulePurgeCommand extends OperationCommand {
  static override commandName = 'module:purge'
  static override description = 'Delete the archived data of modules for good'

  static {
    flags.number({ description: 'Number of the archive; the latest unless told' })(
      this.prototype,
      'archive'
    )
  }

  declare archive: number | undefined

  protected override kind = 'purge' as const

  protected override detail() {
    return this.archive === undefined ? {} : { archive: this.archive }
  }
}
