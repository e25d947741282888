import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Runs jobs in a process of its own until it is told to stop. */
export default class WorkerCommand extends BaseCommand {
  static override commandName = 'worker'
  static override description = 'Run jobs in a process of its own'
  static override options: CommandOptions = { startApp: true, staysAlive: true }

  override async run() {
    const modules = await this.app.container.make('modules')
    await modules.open()
    const follower = await this.app.container.make('follower')
    const listener = await this.app.container.make('listener')
    await listener.start()
    this.app.terminating(() => listener.close())
    const jobs = await this.app.container.make('jobs')
    this.app.terminating(() => jobs.close())
    await jobs.start()
    follower.afterwards(() => jobs.releaseParkedSoon())
    this.logger.info('running jobs; stop with Ctrl+C')
  }
}
