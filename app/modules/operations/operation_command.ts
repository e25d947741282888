import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { inEnglish, reason } from '../../domains/reasons.ts'
import { describe, type FollowerState } from '../followers.ts'
import type { Operation, OperationKind, Plan } from './operation.ts'
import { E_CANNOT_OPERATE } from './errors.ts'
import { planLines, spoken } from './plan_lines.ts'

/**
 * A command that does something with modules: it shows the plan, asks, and does exactly what was
 * shown. `--yes` answers beforehand; `--digest` executes a plan that was shown before.
 */
export abstract class OperationCommand extends BaseCommand {
  static override options: CommandOptions = { startApp: true }

  static {
    args.spread({ description: 'Names of the modules', required: false })(this.prototype, 'names')
    flags.boolean({ description: 'Go on without asking' })(this.prototype, 'yes')
    flags.string({ description: 'Execute the plan with this digest' })(this.prototype, 'digest')
    flags.boolean({ description: 'Print the plan as JSON' })(this.prototype, 'json')
  }

  declare names: string[] | undefined
  declare yes: boolean | undefined
  declare digest: string | undefined
  declare json: boolean | undefined

  /** What this command does with each module that it is given. */
  protected abstract kind: OperationKind

  /** More about an operation than the command's name says. */
  protected detail(): Partial<Operation> {
    return {}
  }

  override async run() {
    const operator = await this.app.container.make('operator')
    try {
      if (this.digest) {
        const behind = await operator.execute(this.digest)
        this.#tell({ executed: true, behind })
        return
      }
      const plan = await operator.plan(this.operations())
      const goesOn = await this.#isWanted(plan)
      const behind = goesOn ? await operator.execute(plan.digest) : []
      if (!goesOn) this.exitCode = 1
      if (this.json) this.#tell({ ...spoken(plan), executed: goesOn, behind })
      else if (goesOn) this.#tell({ executed: true, behind })
    } catch (error) {
      this.exitCode = 1
      const { message } = error as Error
      if (this.json) this.logger.log(JSON.stringify({ executed: false, error: message }, null, 2))
      else this.logger.error(message)
    }
  }

  protected operations(): Operation[] {
    const names = this.names ?? []
    if (names.length === 0) throw new E_CANNOT_OPERATE(reason('nameOne'))
    return names.map((module) => ({ kind: this.kind, module, ...this.detail() }))
  }

  /** Shows the plan and asks, unless the answer is known or something stands against it. */
  async #isWanted(plan: Plan): Promise<boolean> {
    if (!this.json) for (const line of planLines(plan)) this.logger.log(line)
    if (plan.conflicts.length > 0) return false
    if (this.yes) return true
    if (!this.json && process.stdin.isTTY) return this.prompt.confirm('Do this now?')
    if (!this.json) this.logger.log(`To go on: --yes, or --digest=${plan.digest}`)
    return false
  }

  #tell(outcome: { executed: boolean; behind: readonly FollowerState[] }) {
    if (this.json) {
      this.logger.log(JSON.stringify(outcome, null, 2))
      return
    }
    this.logger.success('done, as planned')
    for (const each of outcome.behind) {
      this.logger.warning(`has not followed yet: ${inEnglish(describe(each))}`)
    }
  }
}
