import type { Field } from '../../domains/fields.ts'
import type { GroupKey, GroupTerm } from '../../models/aggregate.ts'
import type { PivotParts } from '../pivot/pivot_layout.ts'
import { isShipped } from '../reports/known_reports.ts'
import type { ApiReport } from './api_report.ts'

/** A report as the API lists it. */
export function reportJson({ report, plan }: ApiReport) {
  const { id, name, description, own, shared } = report
  return { id, name, description, screen: plan.screen, own, shared: shared || isShipped(report) }
}

/**
 * The figures of a report: a group for each crossing of a row and a column, also of rows that hold
 * others, and of everything. A group names a value for each level that it is inside of.
 */
export function figuresJson({ query, table, figures, fieldOf }: PivotParts) {
  const level = ({ name, unit }: GroupTerm) => ({
    name,
    label: fieldOf(name).options.label,
    ...(unit && { unit }),
  })
  const values = (keys: readonly GroupKey[], terms: readonly GroupTerm[]) =>
    keys.map((key, at) => valueJson(fieldOf(terms[at]!.name), key))
  return {
    rows: query.rows.map(level),
    columns: query.columns.map(level),
    measures: figures.map(({ word, label }) => ({ name: word, label })),
    groups: table.rows.flatMap((row) =>
      table.columns.flatMap((column) => {
        const group = table.at(row, column)
        if (!group) return []
        return {
          rows: values(row.keys, query.rows),
          columns: values(column.keys, query.columns),
          measures: Object.fromEntries(figures.map((figure) => [figure.word, figure.of(group)])),
        }
      })
    ),
    left: table.left,
  }
}

function valueJson({ kind }: Field, { value, title }: GroupKey) {
  const isLink = kind === 'many2one' || kind === 'many2many'
  return isLink && value !== null ? { id: value, title } : value
}
