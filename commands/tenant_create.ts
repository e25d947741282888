import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import pg from 'pg'
import vine from '@vinejs/vine'
import { appUrl } from '#config/app'
import { credentials } from '#config/database'
import { createTenant, type CreatedTenant } from '#app/identity/new_tenant'
import { passwordPath } from '#app/identity/password_tokens'
import { currencies, isTimeZone } from '#app/identity/regions'

/** Makes a tenant with its first location and its administrator. */
export default class TenantCreateCommand extends BaseCommand {
  static override commandName = 'tenant:create'
  static override description = 'Make a tenant with a location and an administrator'
  static override help = [
    'What is not given is asked for. The first user of all administers the platform as well:',
    '{{ binaryName }} tenant:create "Acme" --email ada@acme.example --name "Ada Quist"',
  ]
  static override options: CommandOptions = { startApp: true }

  static {
    args.string({ description: 'Name of the tenant', required: false })(this.prototype, 'tenant')
    flags.string({ description: 'E-mail address of its administrator' })(this.prototype, 'email')
    flags.string({ description: "The administrator's name" })(this.prototype, 'name')
    flags.string({ description: 'Name of its first location' })(this.prototype, 'location')
    flags.string({ description: 'Time zone, such as Europe/Berlin', default: 'UTC' })(
      this.prototype,
      'timeZone'
    )
    flags.string({ description: 'Currency, such as EUR', default: 'EUR' })(
      this.prototype,
      'currency'
    )
  }

  declare tenant: string | undefined
  declare email: string | undefined
  declare name: string | undefined
  declare location: string | undefined
  declare timeZone: string
  declare currency: string

  override async run() {
    const tenant = await this.#given(this.tenant, 'The name of the tenant', 'name of the tenant')
    const email = await this.#given(this.email, "The administrator's e-mail address", '--email')
    const name = await this.#given(this.name, "The administrator's name", '--name')
    const wanted = {
      name: tenant,
      timeZone: this.timeZone,
      currency: this.currency.toUpperCase(),
      location: this.location?.trim() || 'Head office',
      administrator: { email: email.toLowerCase(), name },
    }
    const faults = [
      ...(tenant && email && name ? [] : ['tenant, --email and --name are needed']),
      ...(email && !vine.helpers.isEmail(email) ? [`"${email}" is not an e-mail address`] : []),
      ...(isTimeZone(this.timeZone) ? [] : [`"${this.timeZone}" is not a time zone`]),
      ...(currencies.includes(wanted.currency) ? [] : [`"${this.currency}" is not a currency`]),
    ]
    if (faults.length > 0) {
      for (const fault of faults) this.logger.error(fault)
      this.exitCode = 1
      return
    }
    const owner = new pg.Client({ ...credentials.of('owner'), application_name: 'tatami tenant' })
    await owner.connect()
    try {
      this.#tell(wanted, await createTenant(owner, wanted))
    } finally {
      await owner.end()
    }
  }

  /** Asks at a terminal only; anywhere else nobody would answer. */
  async #given(value: string | undefined, question: string, what: string): Promise<string> {
    if (value?.trim()) return value.trim()
    if (!process.stdin.isTTY) return ''
    const validate = (answer: string) => answer.trim() !== '' || `${what} is needed`
    return (await this.prompt.ask(question, { validate })).trim()
  }

  #tell(
    { name, administrator }: Parameters<typeof createTenant>[1],
    { isPlatformAdministrator, passwordToken }: CreatedTenant
  ) {
    const also = isPlatformAdministrator ? ' and of the platform' : ''
    this.logger.success(`${administrator.email} is administrator of ${name}${also}`)
    if (!passwordToken) {
      this.logger.log('They log in with the password that they have.')
      return
    }
    this.logger.log('Set the password within 7 days at')
    this.logger.log(new URL(passwordPath(passwordToken), appUrl).href)
  }
}
