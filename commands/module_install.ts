import { flags } from '@adonisjs/core/ace'
import { OperationCommand } from '#app/modules/operations/operation_command'

/** Installs modules, with those that they depend on and with the data that an archive has of them. */
export default class ModuleInstallCommand extends OperationCommand {
  static override commandName = 'module:install'
  static override description = 'Install modules; data comes back from the latest archive'

  static {
    flags.boolean({ description: 'Begin with empty tables; archives stay' })(
      this.prototype,
      'fresh'
    )
  }

  declare fresh: boolean | undefined

  protected override kind = 'install' as const

  protected override detail() {
    return this.fresh ? { fresh: true } : {}
  }
}
