import { OperationCommand } from '#app/modules/operations/operation_command'

/** Switches modules off: their screens and jobs rest, their data stays. */
export default class ModuleDisableCommand extends OperationCommand {
  static override commandName = 'module:disable'
  static override description = 'Switch modules off and keep their data in place'

  protected override kind = 'disable' as const
}
