import type { Rows } from '../../environment/environment.ts'
import type { LinesPlan } from '../form/lines/lines_plan.ts'
import { printedColumns, type PrintedColumn } from './printed_table.ts'
import { printedText, type PrintedWords } from './printed_text.ts'
import { MOST_PRINTED_LINES } from './read_sheets.ts'

/** The records of a one2many as a table on paper. */
export interface PrintedLines {
  label: string
  columns: PrintedColumn[]
  rows: string[][]
  /** Said where there are no rows. */
  empty: string
  /** Said where there are more than are printed. */
  more: string
}

export function printedLines(
  { target, columns, field }: LinesPlan,
  lines: Rows,
  words: PrintedWords
): PrintedLines {
  const { t, formats } = words
  const fields = columns.map((name) => ({ name, field: target.allFields[name]! }))
  const rows = lines
    .slice(0, MOST_PRINTED_LINES)
    .map((row) => fields.map(({ name, field: of }) => printedText(of, name, row, words)))
  const heads = fields.map((each) => ({ label: each.field.options.label, field: each.field }))
  const isMore = lines.length > MOST_PRINTED_LINES
  return {
    label: field.options.label,
    columns: printedColumns(heads, rows),
    rows,
    empty: t('ui.form.noLines', { records: target.labels.many }),
    more: isMore ? t('ui.print.moreLines', { count: formats.number(MOST_PRINTED_LINES) }) : '',
  }
}
