import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_INPUT, E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import { nameIn } from '../../models/translated_value.ts'
import type { Action } from '../../modules/registry.ts'
import { renderTranslations } from '../../views/form/translations.ts'
import { languageName, languages } from '../language.ts'
import { faultTexts } from '../texts.ts'
import { writeOrExplain } from '../write_or_explain.ts'
import { FormScreen } from './form_screen.ts'

/** What came back to be corrected. */
interface Rejected {
  values: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
}

/** The values of one field of a record in all languages. */
export class TranslationsScreen {
  readonly backHref: string
  #ctx: HttpContext
  #action: Action
  #id: string
  #name: string
  #records: Records<typeof Model>

  /** Throws E_NO_SUCH_RECORD where there is no such field to be written in several languages. */
  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#action = action
    this.#id = String(ctx.params.id)
    this.#name = String(ctx.params.field)
    this.#records = new Records(action.model, ctx.registry.access)
    this.backHref = `${action.href}/${this.#id}`
    if (!this.#field?.options.translate) throw new E_NO_SUCH_RECORD()
  }

  /** Throws E_NO_SUCH_RECORD, E_ACCESS_DENIED. */
  async render(rejected: Rejected | null = null) {
    const { request, page } = this.#ctx
    const record = await this.#records.find(this.#id, 'write')
    const screen = new FormScreen(this.#ctx, this.#action, this.#id)
    const data = await screen.read()
    const { label, size, help = null } = this.#field!.options
    const title = page.t('ui.translations.title', { field: label })
    const body = renderTranslations(
      {
        title,
        action: `${this.backHref}/translations/${this.#name}?_method=PUT`,
        backHref: this.backHref,
        csrf: request.csrfToken,
        hidden: Object.entries(this.#values(record)).map(([name, value]) => [
          `_was[${name}]`,
          value,
        ]),
        help,
        isLong: this.#field!.kind === 'longText',
        maxLength: size,
        inputs: this.#inputs(record, rejected),
      },
      page.t
    )
    return page.render(screen.contentBelow(data, title), body)
  }

  /**
   * Writes what was changed. What somebody else has written in a language meanwhile stays, and stands
   * beside what was typed. Null where all is well.
   */
  async save(): Promise<Rejected | null> {
    const { request, environment, page } = this.#ctx
    const record = await this.#records.find(this.#id, 'write')
    const saved = this.#values(record)
    const was = { ...saved, ...(request.input('_was') as Record<string, string> | undefined) }
    const values: Record<string, string> = {}
    const errors: Record<string, string> = {}
    const changes: Record<string, string> = {}
    for (const name of Object.keys(saved)) {
      const typed: unknown = request.input(name)
      values[name] = typeof typed === 'string' ? typed.trim() : saved[name]!
      if (values[name] === was[name] || values[name] === saved[name]) continue
      if (saved[name] !== was[name]) {
        errors[name] = page.t('ui.translations.changed', { value: saved[name]! })
      } else changes[name] = values[name]
    }
    if (Object.keys(errors).length > 0) return { values, errors }
    try {
      const fields = new Map([[this.#name, this.#field!]])
      await writeOrExplain(environment!, fields, () => this.#records.update(record, changes))
      return null
    } catch (error) {
      if (!(error instanceof E_INVALID_INPUT)) throw error
      return { values, errors: this.#beside(faultTexts(error.faults, page.t), changes) }
    }
  }

  /** What is wrong with the field itself stands beside every language that was changed. */
  #beside(faults: Record<string, string>, changes: object): Record<string, string> {
    const { [this.#name]: own, ...others } = faults
    const all = own ? Object.keys(changes).map((name) => [name, own]) : []
    return { ...(Object.fromEntries(all) as Record<string, string>), ...others }
  }

  /** What is written in each language, by the names of the inputs; empty where nothing is. */
  #values(record: Model): Record<string, string> {
    const { source, translations } = record.translatedValue(this.#name)
    const entries = languages(translations).map((language): [string, string] => {
      const stored = language === this.#source ? source : null
      return [nameIn(this.#name, language), String(translations?.[language] ?? stored ?? '')]
    })
    return Object.fromEntries(entries)
  }

  #inputs(record: Model, rejected: Rejected | null) {
    const { source, translations } = record.translatedValue(this.#name)
    const saved = this.#values(record)
    return languages(translations).map((lang) => {
      const name = nameIn(this.#name, lang)
      const isSource = lang === this.#source
      return {
        name,
        lang,
        label: languageName(lang, this.#ctx.asker.language),
        value: rejected?.values[name] ?? saved[name]!,
        placeholder: isSource ? '' : String(source ?? ''),
        isSource,
        required: isSource && !!this.#field!.options.required,
        error: rejected?.errors[name] ?? null,
      }
    })
  }

  get #source(): string {
    const { tenantLanguage, language } = this.#ctx.asker
    return tenantLanguage ?? language
  }

  get #field() {
    return this.#records.writable.get(this.#name)
  }
}
