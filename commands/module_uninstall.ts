import { OperationCommand } from '#app/modules/operations/operation_command'

/** Takes modules out: their data goes to an archive. */
export default class ModuleUninstallCommand extends OperationCommand {
  static override commandName = 'module:uninstall'
  static override description = 'Take modules out and put their data into an archive'

  protected override kind = 'uninstall' as const
}
