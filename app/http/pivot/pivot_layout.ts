import type { Field } from '../../domains/fields.ts'
import type { GroupKey, GroupTerm } from '../../models/aggregate.ts'
import type { PivotCell, PivotHeads, PivotRow } from '../../views/pivot/types.ts'
import type { Figure } from '../groups/figures.ts'
import { groupDomain } from '../groups/group_domain.ts'
import { groupLabel, type GroupWords } from '../groups/group_label.ts'
import type { PivotQuery } from './pivot_query.ts'
import { isInside, type PivotHeader, type PivotTable } from './pivot_table.ts'

/** What the lines of a pivot are made of. */
export interface PivotParts {
  query: PivotQuery
  table: PivotTable
  figures: readonly Figure[]
  fieldOf(name: string): Field
  words: GroupWords & { timeZone: string }
}

/** The heads of the columns, level by level, and those of the figures where there are several. */
export function headsOf(parts: PivotParts): PivotHeads[] {
  const { query, table, figures, words } = parts
  const total = words.t('ui.graph.total')
  const levels = query.columns.map((term, level) =>
    merged(
      table.columns.map(({ keys, path }) => ({
        label: keys.length > 0 ? keyLabel(parts, term, keys[level]!) : level === 0 ? total : '',
        under:
          keys.length > 0
            ? path
                .split('/')
                .slice(0, level + 1)
                .join('/')
            : '-',
      })),
      figures.length
    )
  )
  const isPlain = figures.length === 1 && levels.length > 0
  const last = table.columns.flatMap(() => figures.map(({ label }) => ({ label, span: 1 })))
  return isPlain ? levels : [...levels, last]
}

/** Heads under the same ones above them become one. */
function merged(heads: { label: string; under: string }[], width: number): PivotHeads {
  const joined: (PivotHeads[number] & { under: string })[] = []
  for (const { label, under } of heads) {
    const last = joined.at(-1)
    if (last && last.under === under) last.span += width
    else joined.push({ label, under, span: width })
  }
  return joined.map(({ label, span }) => ({ label, span }))
}

/** The lines that are not inside a closed one. */
export function linesOf(parts: PivotParts): PivotRow[] {
  const { query, table } = parts
  return table.rows
    .filter((row) => !isInside(row, query.folded))
    .map((row) => ({
      label: rowLabel(parts, row),
      depth: row.keys.length,
      isGroup: hasInside(query, row),
      toggle: toggleOf(query, row),
      cells: table.columns.flatMap((column) => cellsOf(parts, row, column)),
    }))
}

function hasInside({ rows }: PivotQuery, { keys }: PivotHeader): boolean {
  return keys.length > 0 && keys.length < rows.length
}

function toggleOf(query: PivotQuery, row: PivotHeader): PivotRow['toggle'] {
  const { path } = row
  if (!hasInside(query, row)) return null
  return { href: query.toggled(path), isOpen: !query.folded.has(path) }
}

function rowLabel(parts: PivotParts, { keys }: PivotHeader): string {
  const key = keys.at(-1)
  if (!key) return parts.words.t('ui.graph.total')
  return keyLabel(parts, parts.query.rows[keys.length - 1]!, key)
}

function keyLabel({ fieldOf, words }: PivotParts, term: GroupTerm, key: GroupKey): string {
  return groupLabel(fieldOf(term.name), term, key, words)
}

function cellsOf(parts: PivotParts, row: PivotHeader, column: PivotHeader): PivotCell[] {
  const { table, figures } = parts
  const group = table.at(row, column)
  if (!group) return figures.map(() => ({ value: null, text: '', href: null }))
  const href = hrefOf(parts, row, column)
  return figures.map((figure) => {
    const value = figure.of(group)
    return { value, text: figure.format(value), href }
  })
}

function hrefOf(parts: PivotParts, row: PivotHeader, column: PivotHeader): string {
  const { query, fieldOf, words } = parts
  const conditions = (keys: readonly GroupKey[], levels: readonly GroupTerm[]) =>
    keys.flatMap(({ value }, level) => {
      const term = levels[level]!
      return groupDomain(fieldOf(term.name), term, value, words.timeZone)
    })
  return query.listHref([
    ...conditions(row.keys, query.rows),
    ...conditions(column.keys, query.columns),
  ])
}
