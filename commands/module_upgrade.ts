import { OperationCommand } from '#app/modules/operations/operation_command'

/** Runs the migrations that modules have brought since their last version. */
export default class ModuleUpgradeCommand extends OperationCommand {
  static override commandName = 'module:upgrade'
  static override description = 'Bring the data of modules up to the version of their files'

  protected override kind = 'upgrade' as const
}
