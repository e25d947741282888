import type { HttpContext } from '@adonisjs/core/http'
import { columnOf } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { Page } from '../page.ts'
import { valueInWords } from '../value_words.ts'
import type { EntryRow } from './entry_filter.ts'
import { loggedTables } from './logged_fields.ts'

/** What entries say beside their subject, by the names under which it is stored. */
const known = [
  'apiKey',
  'by',
  'change',
  'columns',
  'count',
  'days',
  'entries',
  'filter',
  'format',
  'hash',
  'ids',
  'key',
  'module',
  'number',
  'operation',
  'path',
  'printout',
  'screen',
  'status',
  'userAgent',
  'version',
] as const
const changes: Readonly<Record<string, string>> = {
  'on': 'on',
  'off': 'off',
  'reset': 'reset',
  'replaced': 'replaced',
  'recovery codes': 'recoveryCodes',
  'demanded': 'demanded',
  'left to each': 'leftToEach',
}

/** Says the details of an entry in the language of the asker; what nobody knows stays as it is stored. */
export class DetailTeller {
  #ctx: HttpContext
  #page: Page

  constructor(ctx: HttpContext, page: Page) {
    this.#ctx = ctx
    this.#page = page
  }

  tell(row: EntryRow): { label: string; value: string }[] {
    const model = this.#modelOf(row)
    return Object.entries(row.details ?? {}).map(([name, value]) => ({
      label: this.#label(name, model),
      value: this.#value(name, value, model),
    }))
  }

  /** Of which records an entry is: those that it names, or those of the screen that it names. */
  #modelOf({ table_name: table, details }: EntryRow): typeof Model | undefined {
    const { registry } = this.#ctx
    const screen = registry.actions.get(String(details?.screen ?? ''))
    return screen?.model ?? (table ? loggedTables(registry).get(table)?.model : undefined)
  }

  #label(name: string, model: typeof Model | undefined): string {
    const own = known.find((each) => each === name)
    return own ? this.#page.t(`ui.audit.detail.${own}`) : this.#fieldLabel(name, model)
  }

  #value(name: string, value: unknown, model: typeof Model | undefined): string {
    const { t } = this.#page
    switch (name) {
      case 'change':
        return changes[String(value)]
          ? t(`ui.audit.changed.${changes[String(value)]}`)
          : this.#plain(value)
      case 'columns':
        return Array.isArray(value)
          ? value.map((column) => this.#path(String(column), model)).join(', ')
          : this.#plain(value)
      case 'screen':
        return this.#ctx.registry.actions.get(String(value))?.label ?? this.#plain(value)
      case 'printout':
        return this.#printout(String(value), model)
      case 'filter':
        return Object.entries((value as object | null) ?? {})
          .map(([key, chosen]) => `${key}=${this.#plain(chosen)}`)
          .join(', ')
    }
    const field = this.#fieldOf(name, model)
    return valueInWords(field?.field ?? null, value, this.#page)
  }

  /** A column of a file: the field, the lines that it is of, a part of a link, or a language. */
  #path(path: string, model: typeof Model | undefined): string {
    const [name = path, rest] = path.split(/[/:.](.*)/s)
    const label = this.#fieldLabel(name, model)
    return rest ? `${label} (${rest})` : label
  }

  #printout(name: string, model: typeof Model | undefined): string {
    const all = this.#ctx.registry.modules.flatMap(({ printouts }) => printouts)
    const found = all.find((each) => each.name === name && (!model || each.model === model))
    return found?.label ?? name
  }

  #fieldLabel(name: string, model: typeof Model | undefined): string {
    return this.#fieldOf(name, model)?.field.options.label ?? name
  }

  /** The field of this name, or with this column, if the asker may see it. */
  #fieldOf(name: string, model: typeof Model | undefined) {
    if (!model) return undefined
    const { access } = this.#ctx.registry
    const found = Object.entries(model.allFields).find(
      ([each, field]) => each === name || columnOf(each, field) === name
    )
    const [own, field] = found ?? []
    return own && field && access.allowsField(this.#ctx.asker, model, own)
      ? { own, field }
      : undefined
  }

  #plain(value: unknown): string {
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}
