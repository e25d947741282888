import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import { shownAs, type Field } from '../../domains/fields.ts'
import { isNumber } from '../../domains/operators.ts'
import type { Model } from '../../models/model.ts'
import { nameWithLanguage } from '../../models/translated_value.ts'
import type { Registry } from '../../modules/registry.ts'
import { withLineFields, type LinesByName } from '../transfer/line_fields.ts'
import { withGroupTitles } from '../group_titles.ts'
import { inOtherLanguages } from '../translated_fields.ts'

/** A value as the writer of a file gets it. Text may hold anything; all else is harmless. */
export type Cell = string | number | boolean | Date | null

/** What cells depend on beside the record. */
export interface CellContext {
  registry: Registry
  timeZone: string
  yes: string
  no: string
}

/** A column of the file: its heading and how a record's cell is made. */
export interface ExportColumn {
  heading: string
  kind: Field['kind']
  cell: (row: Readonly<Record<string, unknown>>) => Cell
}

type Link = [id: string, title: string | null]

/** Whether values of the field can stand in a file. Lines are records of their own. */
export function isExportable({ kind }: Field): boolean {
  return kind !== 'one2many'
}

/** The fields that the asker may export, by name: those of the records, then those of their lines. */
export function exportableFields(
  { access }: Registry,
  model: typeof Model,
  lines: LinesByName
): Map<string, Field> {
  const ownFields = (of: typeof Model) => {
    const records = new Records<typeof Model>(of, access)
    const own = [...records.fields].filter(([, field]) => isExportable(field))
    return inOtherLanguages(new Map(own), records)
  }
  return withLineFields(ownFields(model), lines, ({ target }) => ownFields(target))
}

/** A column for people: the label of the field, titles of records, labels of choices. */
export function columnForPeople(name: string, field: Field, context: CellContext): ExportColumn {
  const shown = shownAs(field)
  const { options } = withGroupTitles(context.registry, shown)
  const label = (key: unknown) => options.options?.[String(key)] ?? String(key)
  const cells: Partial<Record<string, ExportColumn['cell']>> = {
    selection: (row) => (row[name] === null ? null : label(row[name])),
    boolean: (row) => (row[name] ? context.yes : context.no),
    many2one: (row) => textOf(row[`${name}.title`]),
    many2many: (row) =>
      linksOf(row[name])
        .flatMap(([, title]) => title ?? [])
        .join(', '),
    groups: (row) => ((row[name] as string[] | null) ?? []).map(label).join(', '),
    datetime: (row) => wallTime(row[name], context.timeZone),
  }
  const cell = cells[shown.kind] ?? ((row) => plainCell(shown, row[name]))
  return { heading: options.label, kind: shown.kind, cell }
}

/** A column for an import: the name of the field with its language, ids of records, stored values. */
export function columnForImport(name: string, declared: Field): ExportColumn {
  const field = shownAs(declared)
  const { kind } = field
  const isLink = kind === 'many2one' || kind === 'many2many'
  const cells: Partial<Record<string, ExportColumn['cell']>> = {
    boolean: (row) => String(Boolean(row[name])),
    many2many: (row) =>
      linksOf(row[name])
        .map(([id]) => id)
        .join(','),
    groups: (row) => ((row[name] as string[] | null) ?? []).join(','),
    datetime: (row) => (row[name] instanceof Date ? row[name].toISOString() : null),
  }
  const cell = cells[kind] ?? ((row) => plainCell(field, row[name]))
  const heading = isLink ? `${name}/id` : nameWithLanguage(name, field)
  return { heading, kind: kind === 'datetime' ? 'text' : kind, cell }
}

function plainCell({ kind }: Field, value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (isNumber(kind)) return Number(value)
  if (kind === 'json') return JSON.stringify(value)
  return textOf(value)
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

function linksOf(value: unknown): Link[] {
  return (value as Link[] | null) ?? []
}

/** The moment as a clock on the wall of the user shows it; spreadsheets know no time zones. */
function wallTime(value: unknown, timeZone: string): Date | null {
  if (!(value instanceof Date)) return null
  return DateTime.fromJSDate(value, { zone: timeZone })
    .setZone('UTC', { keepLocalTime: true })
    .toJSDate()
}
