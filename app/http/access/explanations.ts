import type { HttpContext } from '@adonisjs/core/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { AccessExplainer, type AccessExplanation } from '../../access/explain.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import type { Asker } from '../../environment/scope.ts'
import { E_ASKER_GONE } from '../../modules/errors.ts'
import { askerOf } from '../../modules/job_environment.ts'
import { MenuExplainer, type HouseEntry } from '../../modules/menu_explanation.ts'
import { localeOf } from '../formats.ts'
import type { AccessRequest } from './access_request.ts'

const gone: AccessExplanation = {
  allowed: false,
  steps: [{ verdict: 'no', key: 'gone', values: {} }],
}

/** Whether an entry of the menu is seen, for the overview of them all. */
export interface SeenEntry {
  entry: HouseEntry
  isSeen: boolean
}

/** Explains to an administrator what one user may do or see, with the rights that they have now. */
export class UserExplanations {
  readonly #ctx: HttpContext
  readonly #userId: string
  readonly #name: string

  constructor(ctx: HttpContext, userId: string, name: string) {
    this.#ctx = ctx
    this.#userId = userId
    this.#name = name
  }

  /** Records, one record or a field. */
  ofRecords({ model, operation, id, field }: AccessRequest): Promise<AccessExplanation> {
    return this.#explain(async (subject) => {
      const explainer = new AccessExplainer(this.#ctx.registry.access, subject, this.#words)
      return explainer.explain({ model: model!, operation, id, field })
    }, gone)
  }

  ofEntry(entry: HouseEntry): Promise<AccessExplanation> {
    return this.#explain(async (subject) => {
      return new MenuExplainer(this.#ctx.registry, subject, this.#words).explain(entry)
    }, gone)
  }

  /** Which entries of the menu the user sees. */
  menu(entries: readonly HouseEntry[]): Promise<SeenEntry[]> {
    const { registry } = this.#ctx
    return this.#explain(
      async (subject) =>
        entries.map((each) => ({
          entry: each,
          isSeen: !each.missing && registry.showsEntry(subject, each.entry),
        })),
      []
    )
  }

  async #explain<T>(work: (subject: Asker) => Promise<T>, otherwise: T): Promise<T> {
    const { tenantId } = this.#ctx.asker
    try {
      return await work(await askerOf({ tenantId, userId: this.#userId, locationIds: null }))
    } catch (error) {
      if (error instanceof E_ASKER_GONE) return otherwise
      throw error
    }
  }

  get #words(): WordOptions {
    const { language } = this.#ctx.asker
    return {
      locale: localeOf(language),
      names: new Map([[this.#userId, this.#name]]),
      t: (key, values, fallback) => i18nManager.locale(language).t(key, values, fallback),
    }
  }
}
