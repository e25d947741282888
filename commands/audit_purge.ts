import { BaseCommand, flags } from '@adonisjs/core/ace'
import pg from 'pg'
import { credentials } from '#config/database'
import { purgeEntries, RETENTION_DAYS } from '#app/models/audit_purge'
import { tenantsNamed } from '#app/models/tenants_named'

/** Deletes old entries of the audit log; what is left can still be verified. */
export default class AuditPurgeCommand extends BaseCommand {
  static override commandName = 'audit:purge'
  static override description = 'Delete entries of the audit log that are older than so many days'

  static {
    flags.number({ description: 'Days that are kept', default: RETENTION_DAYS })(
      this.prototype,
      'days'
    )
    flags.string({ description: 'Name or id of one tenant' })(this.prototype, 'tenant')
  }

  declare days: number
  declare tenant: string | undefined

  override async run() {
    if (!Number.isInteger(this.days) || this.days < 1) {
      return this.#refuse('--days is a whole number of days, 1 or more')
    }
    const owner = new pg.Client({ ...credentials.of('owner'), application_name: 'tatami audit' })
    await owner.connect()
    try {
      const tenants = await tenantsNamed(owner, this.tenant)
      if (this.tenant && tenants.length === 0) this.#refuse(`There is no tenant "${this.tenant}"`)
      for (const { id, name } of tenants) {
        const count = await purgeEntries(owner, id, this.days)
        this.logger.success(`${name}: ${count} entries deleted`)
      }
    } finally {
      await owner.end()
    }
  }

  #refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
