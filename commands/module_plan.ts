import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import {
  operationKinds,
  type Operation,
  type OperationKind,
} from '#app/modules/operations/operation'
import { planLines, spoken } from '#app/modules/operations/plan_lines'

/** Shows what operations on modules would do, statement by statement, and changes nothing. */
export default class ModulePlanCommand extends BaseCommand {
  static override commandName = 'module:plan'
  static override description = 'Show what operations on modules would do, and change nothing'
  static override help = [
    'Operations are named before the modules that they are for:',
    '{{ binaryName }}module:plan uninstall visits install fleet',
  ]
  static override options: CommandOptions = { startApp: true }

  static {
    args.spread({ description: 'Operations and modules: uninstall visits install fleet' })(
      this.prototype,
      'words'
    )
    flags.boolean({ description: 'Print the plan as JSON' })(this.prototype, 'json')
  }

  declare words: string[]
  declare json: boolean | undefined

  override async run() {
    const operations = operationsOf(this.words)
    if (!operations) {
      this.logger.error(`say what to do, and then with which modules: ${operationKinds.join(', ')}`)
      this.exitCode = 1
      return
    }
    const operator = await this.app.container.make('operator')
    const plan = await operator.plan(operations)
    if (this.json) this.logger.log(JSON.stringify(spoken(plan), null, 2))
    else for (const line of planLines(plan)) this.logger.log(line)
    if (plan.conflicts.length > 0) this.exitCode = 1
  }
}

/** `uninstall visits install fleet` as two operations; null if it begins with no operation or names no module. */
function operationsOf(words: readonly string[]): Operation[] | null {
  const operations: Operation[] = []
  let kind: OperationKind | undefined
  for (const word of words) {
    const next = operationKinds.find((each) => each === word)
    if (next) kind = next
    else if (!kind) return null
    else operations.push({ kind, module: word })
  }
  return operations.length > 0 ? operations : null
}
