import { readFile } from 'node:fs/promises'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import pg from 'pg'
import { credentials } from '#config/database'
import { checkChains, type ChainReport, type Seal } from '#app/models/audit_chain'

/** Says for each tenant whether its audit log is as it was written. */
export default class AuditVerifyCommand extends BaseCommand {
  static override commandName = 'audit:verify'
  static override description = 'Check the audit log: names the first entry that was tampered with'

  static {
    flags.string({ description: 'Name or id of one tenant' })(this.prototype, 'tenant')
    flags.boolean({ description: 'Print JSON, which a later check takes as anchors' })(
      this.prototype,
      'json'
    )
    flags.string({ description: 'File with the JSON of an earlier check' })(
      this.prototype,
      'anchors'
    )
  }

  declare tenant: string | undefined
  declare json: boolean | undefined
  declare anchors: string | undefined

  override async run() {
    const anchors = await this.#anchors()
    const client = new pg.Client({ ...credentials.of('backup'), application_name: 'tatami audit' })
    await client.connect()
    try {
      const reports = await checkChains(client, { tenant: this.tenant, anchors })
      if (this.tenant && reports.length === 0) this.#refuse(`There is no tenant "${this.tenant}"`)
      if (reports.some(({ fault }) => fault)) this.exitCode = 1
      if (this.json) this.logger.log(JSON.stringify(reports, null, 2))
      else for (const report of reports) this.#print(report)
    } finally {
      await client.end()
    }
  }

  async #anchors(): Promise<Map<string, Seal>> {
    if (!this.anchors) return new Map()
    const reports = JSON.parse(await readFile(this.anchors, 'utf8')) as ChainReport[]
    return new Map(reports.flatMap(({ tenantId, last }) => (last ? [[tenantId, last]] : [])))
  }

  #print({ tenant, entries, last, fault }: ChainReport) {
    if (fault) this.logger.error(`${tenant}: entry ${fault.number} ${fault.message}`)
    else this.logger.success(`${tenant}: ${entries} entries, the last is ${last?.hash ?? 'none'}`)
  }

  #refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
