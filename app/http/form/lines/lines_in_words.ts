import type { Page } from '../../page.ts'
import type { FieldTexts } from '../field_texts.ts'
import { displayOf } from '../form_fields.ts'
import type { FormData, Row } from '../form_reader.ts'
import { cellsOf, linesIn, namedKey, REMOVED } from './line_texts.ts'
import { SEQUENCE, type LinesPlan } from './lines_plan.ts'

/** Lines and their cells as people read them where two sides of a conflict are compared. */
export class LinesInWords {
  #plans: ReadonlyMap<string, LinesPlan>
  #data: FormData
  #page: Page

  constructor(plans: ReadonlyMap<string, LinesPlan>, data: FormData, page: Page) {
    this.#plans = plans
    this.#data = data
    this.#page = page
  }

  /** "Contacts, Nora Lind: E-mail", or the line alone. */
  label(key: string): string {
    const [name, id, column] = key.split('.') as [string, string, string?]
    const plan = this.#plans.get(name)!
    const row = this.#row(name, id)
    const title = row ? String(row[plan.target.titleField] ?? '') : plan.target.labels.one
    const line = [plan.field.options.label, title].filter(Boolean).join(', ')
    return column ? `${line}: ${plan.editable!.get(column)!.options.label}` : line
  }

  /** A cell as people read it; of a whole line what is in it, or that it is taken out. */
  display(key: string, texts: FieldTexts): string {
    const [name, , column] = key.split('.') as [string, string, string?]
    if (column) return this.#cell(key, texts)
    const isThere = linesIn(new Map([[name, this.#plans.get(name)!]]), texts)
    const line = isThere.find((each) => each.key === key)
    if (!line || texts[key] === REMOVED) return this.#page.t('ui.form.lines.gone')
    return Object.keys(cellsOf(line, texts))
      .filter((each) => each !== SEQUENCE)
      .map((each) => this.#cell(`${key}.${each}`, texts))
      .filter(Boolean)
      .join(', ')
  }

  #cell(key: string, texts: FieldTexts): string {
    const [name, id, column] = key.split('.') as [string, string, string]
    const field = this.#plans.get(name)!.editable!.get(column)!
    const text = texts[key] ?? ''
    if (field.kind === 'many2one') {
      const row = this.#row(name, id)
      const isSaved = row && String(row[column] ?? '') === text
      return isSaved ? String(row[`${column}.title`] ?? '') : (texts[namedKey(key)] ?? text)
    }
    const data = { ...this.#data, row: null }
    return displayOf(column, field, { data, page: this.#page, texts: { [column]: text } })
  }

  #row(name: string, id: string): Row | undefined {
    return this.#data.lines.get(name)?.rows.find((row) => String(row.id) === id)
  }
}
