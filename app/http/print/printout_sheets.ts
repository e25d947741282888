import type { HttpContext } from '@adonisjs/core/http'
import { shownAs, type Field } from '../../domains/fields.ts'
import { isNumber } from '../../domains/operators.ts'
import type { Rows } from '../../environment/environment.ts'
import type { Row } from '../form/form_reader.ts'
import type { LinesPlan } from '../form/lines/lines_plan.ts'
import { moneyFormat } from '../money.ts'
import type {
  NamedPrintout,
  PrintedRecord,
  PrintedValue,
  PrintedWords as PrintoutWords,
} from '../../views/printouts/declaration.ts'
import { paperOf } from './paper.ts'
import { printedLines } from './printed_lines.ts'
import { printedText, type PrintedWords } from './printed_text.ts'
import { MOST_SHEETS, readSheets, type PrintedRecords, type SheetsData } from './read_sheets.ts'
import { printoutPlan, type SheetPlan } from './printout_plan.ts'
import { E_TOO_MANY_TO_PRINT } from './too_many.ts'

/** Documents of a module about records, each with what its reader may see of its record. */
export class PrintoutSheets {
  readonly template: string
  #ctx: HttpContext
  #printout: NamedPrintout
  #plan: SheetPlan
  #words: PrintedWords

  constructor(ctx: HttpContext, printout: NamedPrintout) {
    this.template = printout.template
    this.#ctx = ctx
    this.#printout = printout
    this.#plan = printoutPlan(ctx, printout)
    this.#words = ctx.page
  }

  /** What the template finds in `it`. Throws E_TOO_MANY_TO_PRINT. */
  async compose(asked: Omit<PrintedRecords, 'limit'>) {
    const read = await readSheets(this.#ctx, this.#plan, { ...asked, limit: MOST_SHEETS + 1 })
    if (read.rows.length > MOST_SHEETS) throw new E_TOO_MANY_TO_PRINT('sheets', MOST_SHEETS)
    const records = read.rows.map((row) => this.#record(row, read))
    const { label, landscape, texts } = this.#printout
    const title = records.length === 1 ? `${label}: ${records[0]!.title}` : label
    const paper = paperOf(this.#ctx, title, landscape)
    return { count: records.length, data: { paper, texts, records } }
  }

  #record(row: Row, read: SheetsData) {
    const { fields, lines, model } = this.#plan
    const ofRecord = [...lines].flatMap(([name, plan]): [string, LinesPlan, Rows][] => {
      const rows = read.lines.get(name)?.get(String(row.id))
      return rows ? [[name, plan, rows]] : []
    })
    const own = this.#printout.prepare?.(valuesOf(row, fields, ofRecord), this.#printoutWords) ?? {}
    return {
      title: String(row[model.titleField] ?? '') || this.#words.t('ui.form.untitled'),
      fields: Object.fromEntries(
        [...fields].map(([name, field]) => {
          const text = printedText(field, name, row, this.#words)
          return [name, { label: field.options.label, text }]
        })
      ),
      lines: Object.fromEntries(
        ofRecord.map(([name, plan, rows]) => [name, printedLines(plan, rows, this.#words)])
      ),
      own,
    }
  }

  get #printoutWords(): PrintoutWords {
    const { t, formats, language } = this.#words
    return {
      t,
      number: (value, digits) => formats.number(value, digits),
      money: moneyFormat(formats, this.#ctx.identity!.tenant!.currency, language),
      date: (value) => formats.date(value),
    }
  }
}

function valuesOf(
  row: Row,
  fields: ReadonlyMap<string, Field>,
  lines: readonly [string, LinesPlan, Rows][]
): PrintedRecord<string, string> {
  const values = (of: Row, named: Iterable<readonly [string, Field]>) =>
    Object.fromEntries([...named].map(([name, field]) => [name, valueOf(of, name, field)]))
  return {
    fields: values(row, fields),
    lines: Object.fromEntries(
      lines.map(([name, { columns, target }, rows]) => {
        const named = columns.map((column) => [column, target.allFields[column]!] as const)
        return [name, rows.map((each) => values(each, named))]
      })
    ),
  }
}

function valueOf(row: Row, name: string, field: Field): PrintedValue {
  const { kind } = shownAs(field)
  const value = row[name]
  if (value === null || value === undefined) return null
  if (kind === 'many2one') return (row[`${name}.title`] as string | null) ?? null
  if (isNumber(kind)) return Number(value)
  if (kind === 'boolean') return Boolean(value)
  return value instanceof Date ? value : String(value)
}
