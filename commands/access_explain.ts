import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import i18nManager from '@adonisjs/i18n/services/main'
import { operations, type Operation } from '#app/access/declarations'
import { AccessExplainer, type AccessExplanation } from '#app/access/explain'
import { Environment } from '#app/environment/environment'
import type { Asker } from '#app/environment/scope'
import { placesOf } from '#app/identity/membership'
import { stepText } from '#app/http/access/step_text'
import { textsOf } from '#app/http/texts'
import { askerOf } from '#app/modules/job_environment'
import { houseEntries, MenuExplainer } from '#app/modules/menu_explanation'
import { Registry } from '#app/modules/registry'

const marks = { yes: '+', no: '-', note: ' ' } as const

/** Says why somebody may do something with records, or may not; or why they see a menu entry. */
export default class AccessExplainCommand extends BaseCommand {
  static override commandName = 'access:explain'
  static override description = 'Say why a user may, or may not, do something'
  static override help = [
    'Exits with 1 where they may not:',
    '{{ binaryName }}access:explain --user sales@demo.test --model Contact --id 019a… --operation write',
    '{{ binaryName }}access:explain --user sales@demo.test --menu /crm/contacts',
  ]
  static override options: CommandOptions = { startApp: true }

  static {
    flags.string({ description: 'E-mail address of the user', required: true })(
      this.prototype,
      'user'
    )
    flags.string({ description: 'Model or table: Contact, crm_contacts' })(this.prototype, 'model')
    flags.string({ description: 'Instead of a model, the address of a menu entry: /crm/contacts' })(
      this.prototype,
      'menu'
    )
    flags.string({ description: 'Id of a record; all records without it' })(this.prototype, 'id')
    flags.string({ description: 'Name of a field' })(this.prototype, 'field')
    flags.string({ description: `One of ${operations.join(', ')}`, default: 'read' })(
      this.prototype,
      'operation'
    )
    flags.string({ description: 'Name of the tenant, where the user has several' })(
      this.prototype,
      'tenant'
    )
    flags.boolean({ description: 'Print JSON' })(this.prototype, 'json')
  }

  declare user: string
  declare model: string | undefined
  declare menu: string | undefined
  declare id: string | undefined
  declare field: string | undefined
  declare operation: string
  declare tenant: string | undefined
  declare json: boolean | undefined

  override async run() {
    const modules = await this.app.container.make('modules')
    await modules.open()
    if (!operations.some((each) => each === this.operation)) {
      return this.#refuse(`"${this.operation}" is none of ${operations.join(', ')}`)
    }
    if (!this.model === !this.menu) return this.#refuse('name a --model or a --menu')
    const places = await placesOf(this.user, this.tenant ?? null)
    if (places.length === 0) return this.#refuse(`no tenant knows a user "${this.user}"`)
    if (places.length > 1) {
      const names = places.map(({ name }) => name).join(', ')
      return this.#refuse(`${this.user} belongs to ${names}: choose one with --tenant`)
    }
    const { tenantId, customization, userId } = places[0]!
    const registry = await Registry.current.ofTenant({ id: tenantId, customization })
    const subject = await askerOf({ tenantId, userId, locationIds: null })
    const explained = await new Environment(subject).enter(() => this.#explain(registry, subject))
    if (typeof explained === 'string') return this.#refuse(explained)
    const { allowed, steps } = explained
    const t = textsOf(i18nManager, 'en')
    const told = steps.map((step) => ({ verdict: step.verdict, text: stepText(step, t) }))
    if (this.json) this.logger.log(JSON.stringify({ allowed, steps: told }, null, 2))
    else {
      for (const { verdict, text } of told) this.logger.log(`${marks[verdict]} ${text}`)
      this.logger.log(allowed ? 'Allowed' : 'Not allowed')
    }
    if (!allowed) this.exitCode = 1
  }

  /** The explanation, or why there is none. */
  async #explain(registry: Registry, subject: Asker): Promise<AccessExplanation | string> {
    const words = { locale: 'en', names: new Map([[subject.userId!, this.user]]) }
    if (this.menu) {
      const found = houseEntries(registry).find(({ entry }) => entry.href === this.menu)
      if (!found) return `there is no menu entry "${this.menu}"`
      return new MenuExplainer(registry, subject, words).explain(found)
    }
    const model = registry.models.find(({ name, table }) => [name, table].includes(this.model!))
    if (!model) return `there is no model "${this.model}" in this tenant`
    return new AccessExplainer(registry.access, subject, words).explain({
      model,
      operation: this.operation as Operation,
      id: this.id ?? null,
      field: this.field ?? null,
    })
  }

  #refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 2
  }
}
