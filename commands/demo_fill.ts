import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import hash from '@adonisjs/core/services/hash'
import pg from 'pg'
import { credentials } from '#config/database'
import { DEMO_PASSWORD, demoAccounts } from '#app/http/demo_accounts'
import { fillLoadData } from '#app/modules/load_data'
import { wishFaults, type LoadWish } from '#app/modules/load_plan'

/** Makes load data: tenants named `Load 1`, `Load 2`, … full of records. */
export default class DemoFillCommand extends BaseCommand {
  static override commandName = 'demo:fill'
  static override description = 'Make load data: many contacts over many tenants'
  static override options: CommandOptions = { startApp: true }

  static {
    flags.number({ description: 'Number of contacts', default: 100_000 })(
      this.prototype,
      'contacts'
    )
    flags.number({ description: 'Number of tenants', default: 20 })(this.prototype, 'tenants')
    flags.number({ description: 'Number of locations of each tenant', default: 10 })(
      this.prototype,
      'locations'
    )
    flags.boolean({ description: 'Give half of everything to the first tenant' })(
      this.prototype,
      'skew'
    )
  }

  declare contacts: number
  declare tenants: number
  declare locations: number
  declare skew: boolean | undefined

  override async run() {
    const wish = {
      contacts: this.contacts,
      tenants: this.tenants,
      locations: this.locations,
      skew: this.skew ?? false,
    }
    const faults = demoAccounts()
      ? wishFaults(wish)
      : ['load data is made only in the embedded database: see docs/operations.md']
    if (faults.length === 0) return this.#fill(wish)
    for (const fault of faults) this.logger.error(fault)
    this.exitCode = 1
  }

  async #fill(wish: LoadWish) {
    const modules = await this.app.container.make('modules')
    const registry = await modules.open()
    const owner = new pg.Client({ ...credentials.of('owner'), application_name: 'tatami load' })
    await owner.connect()
    let first: number
    try {
      first = await fillLoadData({
        owner,
        modules: registry.modules,
        wish,
        passwordHash: await hash.make(DEMO_PASSWORD),
        report: (line) => this.logger.info(line),
      })
    } finally {
      await owner.end()
    }
    this.logger.success(
      `${wish.contacts.toLocaleString('en')} contacts in ${wish.tenants} tenants: ` +
        `log in as admin@, third@, tenth@ or rare@load${first}.test with ${DEMO_PASSWORD}`
    )
  }
}
