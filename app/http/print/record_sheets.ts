import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import type { Part } from '../../views/declarations.ts'
import { archivingWords } from '../form/archiving.ts'
import type { FormRules } from '../form/conditions/form_rules.ts'
import { textsOfRow, type FieldTexts } from '../form/field_texts.ts'
import { formPlan, type FormPlan } from '../form/form_plan.ts'
import type { Row } from '../form/form_reader.ts'
import { paperOf } from './paper.ts'
import { printedLines, type PrintedLines } from './printed_lines.ts'
import { printedText, type PrintedWords } from './printed_text.ts'
import {
  MOST_SHEETS,
  readSheets,
  savedBy,
  type PrintedRecords,
  type SheetsData,
} from './read_sheets.ts'
import { E_TOO_MANY_TO_PRINT } from './too_many.ts'

type AnyPart = Part<never>

/** A section or a tab of a form, as the template `records.typ` takes it. */
interface Section {
  label: string
  fields: { label: string; text: string }[]
  tables: PrintedLines[]
}

/** The sheets of records as their forms have them, for a reader who may see no more than the form shows. */
export class RecordSheets {
  readonly template = 'records'
  #ctx: HttpContext
  #plan: FormPlan
  #words: PrintedWords

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#plan = formPlan(ctx.registry, ctx.asker, action)
    this.#words = ctx.page
  }

  /**
   * What the template `records.typ` takes, and how many records it is about; there may be none.
   * Throws E_TOO_MANY_TO_PRINT.
   */
  async compose(asked: Omit<PrintedRecords, 'limit'>) {
    const data = await readSheets(this.#ctx, this.#plan, { ...asked, limit: MOST_SHEETS + 1 })
    if (data.rows.length > MOST_SHEETS) throw new E_TOO_MANY_TO_PRINT('sheets', MOST_SHEETS)
    const records = data.rows.map((row) => this.#sheet(row, data))
    const { labels } = this.#plan.model
    const title = records.length === 1 ? records[0]!.title : capitalised(labels.many)
    return { count: records.length, data: { paper: paperOf(this.#ctx, title, false), records } }
  }

  #sheet(row: Row, data: SheetsData) {
    const { t } = this.#words
    const { labels, titleField } = this.#plan.model
    const rules = data.rulesOf(row)
    const texts = textsOfRow(this.#plan.fields, row, this.#ctx.asker.timeZone)
    return {
      kind: capitalised(labels.one),
      title: String(row[titleField] ?? '') || t('ui.form.untitled'),
      marks: this.#marks(row),
      sections: this.#parts
        .filter(({ name, title }) => !isHidden(rules, 'parts', name ?? title!, texts))
        .map((part) => this.#section(part, row, data, { rules, texts }))
        .filter(({ fields, tables }) => fields.length > 0 || tables.length > 0),
      saved: this.#saved(row),
    }
  }

  /** Sections first and tabs after them, as the form has them. */
  get #parts(): readonly AnyPart[] {
    return (this.#plan.tree.sheet as readonly (AnyPart | string)[]).flatMap((part) => {
      if (typeof part === 'string') return []
      return part.kind === 'tabs' ? (part.items as readonly AnyPart[]) : [part]
    })
  }

  /** The states of the record, and that it is archived. */
  #marks(row: Row): string[] {
    const { model, fields } = this.#plan
    const states = [...fields].flatMap(([name, field]) =>
      field.kind === 'selection' && field.options.tones && row[name]
        ? printedText(field, name, row, this.#words)
        : []
    )
    if (row.active !== false) return states
    return [this.#words.t(archivingWords(model).notice, { record: model.labels.one }), ...states]
  }

  #section(
    { title, items }: AnyPart,
    row: Row,
    data: SheetsData,
    { rules, texts }: { rules: FormRules | null; texts: FieldTexts }
  ): Section {
    const section: Section = { label: title ?? '', fields: [], tables: [] }
    for (const item of items as readonly (AnyPart | string)[]) {
      const name = typeof item === 'string' ? item : item.name!
      if (isHidden(rules, 'fields', name, texts)) continue
      const field = this.#plan.fields.get(name)
      if (field) {
        const text = printedText(field, name, row, this.#words)
        section.fields.push({ label: field.options.label, text })
        continue
      }
      const lines = data.lines.get(name)?.get(String(row.id))
      if (lines) section.tables.push(printedLines(this.#plan.lines.get(name)!, lines, this.#words))
    }
    return section
  }

  #saved(row: Row): string {
    const { t, formats } = this.#words
    const created = formats.datetime(row.createdAt)
    const time = formats.datetime(row.updatedAt)
    const name = savedBy(row)
    return [
      created && t('ui.form.createdAt', { time: created }),
      time && (name ? t('ui.form.savedBy', { time, name }) : t('ui.form.savedAt', { time })),
    ]
      .filter(Boolean)
      .join(' ')
  }
}

function isHidden(
  rules: FormRules | null,
  of: 'fields' | 'parts',
  name: string,
  texts: FieldTexts
): boolean {
  return rules?.says(of, name, 'visible', texts) === false
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
