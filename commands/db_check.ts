import { BaseCommand, flags } from '@adonisjs/core/ace'
import pg from 'pg'
import { credentials } from '#config/database'
import { inEnglish } from '#app/domains/reasons'
import { catalogueRules, checkCatalogue } from '#app/modules/check/catalogue'

/** Compares tables, keys, policies, roles and privileges with the design. */
export default class DbCheckCommand extends BaseCommand {
  static override commandName = 'db:check'
  static override description = 'Check isolation: tables, policies, roles and privileges'

  static {
    flags.boolean({ description: 'Print the findings as JSON' })(this.prototype, 'json')
  }

  declare json: boolean | undefined

  override async run() {
    const owner = new pg.Client({ ...credentials.of('owner'), application_name: 'tatami check' })
    await owner.connect()
    try {
      const findings = (await checkCatalogue(owner, credentials)).map(
        ({ rule, object, fault }) => ({
          rule,
          object,
          message: inEnglish(fault),
        })
      )
      if (findings.length > 0) this.exitCode = 1
      if (this.json) this.logger.log(JSON.stringify(findings, null, 2))
      else this.#print(findings.map(({ rule, object, message }) => `${rule}: ${object} ${message}`))
    } finally {
      await owner.end()
    }
  }

  #print(lines: string[]) {
    for (const line of lines) this.logger.log(line)
    if (lines.length === 0) {
      this.logger.success(`${catalogueRules.length} rules, no finding`)
    }
  }
}
