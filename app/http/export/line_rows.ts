import { Records } from '../../access/records.ts'
import type { Environment, Rows } from '../../environment/environment.ts'
import type { Model } from '../../models/model.ts'
import type { Registry } from '../../modules/registry.ts'
import { SEQUENCE, type LinesPlan } from '../form/lines/lines_plan.ts'
import { lineName, lineParts, type LinesByName } from '../transfer/line_fields.ts'
import type { ExportColumn } from './export_columns.ts'

/** Of so many records the lines are read at once. */
const AT_ONCE = 100

/** Under this name stands the record itself in a row of a file with lines. */
const RECORD = ''

/** Lines of one2manys that are exported, with the columns that are. */
export interface AskedLines {
  name: string
  plan: LinesPlan
  columns: readonly string[]
}

/** The lines that some columns ask for. */
export function askedLines(columns: readonly string[], lines: LinesByName): AskedLines[] {
  const parts = columns.map(lineParts)
  return [...lines].flatMap(([name, plan]) => {
    const asked = parts.filter((part) => part.lines === name).map(({ column }) => column)
    return asked.length > 0 ? [{ name, plan, columns: asked }] : []
  })
}

/**
 * A column of a file with lines: of the record in its first row, of a line in the row of the line.
 * An import knows the column of a line by the name of the one2many before its own.
 */
export function besideLines(
  column: ExportColumn,
  lines: string | null,
  forImport: boolean
): ExportColumn {
  const cell: ExportColumn['cell'] = (row) => {
    const own = row[lines ?? RECORD] as Rows[number] | undefined
    return own ? column.cell(own) : null
  }
  const heading = lines !== null && forImport ? lineName(lines, column.heading) : column.heading
  return { ...column, heading, cell }
}

/**
 * Rows of a file for pages of records: the first of a record holds the record and the first line of
 * each one2many, the others further lines.
 */
export async function* withLines(
  pages: AsyncIterable<Rows>,
  asked: readonly AskedLines[],
  { environment, registry }: { environment: Environment; registry: Registry }
): AsyncGenerator<Rows> {
  const readers = asked.map((lines) => ({
    ...lines,
    read: lineReader(lines, environment, registry),
  }))
  for await (const page of pages) {
    for (let at = 0; at < page.length; at += AT_ONCE) {
      const records = page.slice(at, at + AT_ONCE)
      const found = new Map<string, Map<string, Rows>>()
      for (const { name, read } of readers) found.set(name, await read(records))
      yield records.flatMap((record) => rowsOf(record, found))
    }
  }
}

function rowsOf(record: Rows[number], found: ReadonlyMap<string, ReadonlyMap<string, Rows>>): Rows {
  const lines = [...found].map(
    ([name, byRecord]) => [name, byRecord.get(String(record.id)) ?? []] as const
  )
  const count = Math.max(1, ...lines.map(([, rows]) => rows.length))
  return Array.from({ length: count }, (_, at) => ({
    ...(at === 0 && { [RECORD]: record }),
    ...Object.fromEntries(lines.map(([name, rows]) => [name, rows[at]])),
  }))
}

/** Reads the lines of some records, those that the asker may read, in the order that they have. */
function lineReader({ plan, columns }: AskedLines, environment: Environment, registry: Registry) {
  const { target, field, isOrdered } = plan
  const records = new Records<typeof Model>(target, registry.access)
  const order = [{ name: isOrdered ? SEQUENCE : target.titleField, descending: false }]
  return async (parents: Rows): Promise<Map<string, Rows>> => {
    if (!records.allows('read')) return new Map()
    const ids = parents.map(({ id }) => String(id))
    const statement = records.select({
      ...{ fields: [...columns, field.inverse], order, limit: Number.MAX_SAFE_INTEGER },
      where: [records.domain([[field.inverse, 'in', ids]]), ...records.unarchived()],
    })
    const [rows] = await environment.read([statement])
    return Map.groupBy(rows!, (row) => String(row[field.inverse]))
  }
}
