import { OperationCommand } from '#app/modules/operations/operation_command'

/** Switches modules on again. */
export default class ModuleEnableCommand extends OperationCommand {
  static override commandName = 'module:enable'
  static override description = 'Switch modules on again'

  protected override kind = 'enable' as const
}
