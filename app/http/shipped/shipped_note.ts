import type { HttpContext } from '@adonisjs/core/http'
import type { Model } from '../../models/model.ts'
import type { FormQuestion } from '../form/form_reader.ts'
import type { FormPage } from '../../views/form/types.ts'
import type { Page } from '../page.ts'
import { differencesStatement } from './differences.ts'
import { maySeeShipped, SHIPPED_HREF } from './may_see_shipped.ts'

/** Says on the form of a record that it differs from what a module ships, to those who may reset it. */
export class ShippedNote {
  #ctx: HttpContext
  #difference: { id: string; module: string } | undefined

  constructor(ctx: HttpContext) {
    this.#ctx = ctx
  }

  /** What has to be asked about a record; nothing where no module ships records of its model. */
  questions(model: typeof Model, id: string | null): FormQuestion[] {
    const { registry } = this.#ctx
    if (!id || !registry.shippedModels.has(model) || !maySeeShipped(this.#ctx)) return []
    const use: FormQuestion['use'] = ([row]) => {
      if (row) this.#difference = { id: String(row.id), module: String(row.module) }
    }
    return [{ statement: differencesStatement(model.table, id), use }]
  }

  notice({ t }: Page): FormPage['notice'] {
    if (!this.#difference) return null
    const { id, module } = this.#difference
    const found = this.#ctx.registry.modules.find(({ name }) => name === module)
    const text = t('apps.shipped.note', { module: found?.manifest.title ?? module })
    return { kind: 'info', text, href: `${SHIPPED_HREF}/${id}` }
  }
}
