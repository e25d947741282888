import { flags } from '@adonisjs/core/ace'
import { OperationCommand } from '#app/modules/operations/operation_command'

/** Installs modules with the data of an archive. */
export default class ModuleRestoreCommand extends OperationCommand {
  static override commandName = 'module:restore'
  static override description = 'Install modules with the data of an archive'

  static {
    flags.number({ description: 'Number of the archive; the latest unless told' })(
      this.prototype,
      'archive'
    )
  }

  declare archive: number | undefined

  protected override kind = 'restore' as const

  protected override detail() {
    return this.archive === undefined ? {} : { archive: this.archive }
  }
}
