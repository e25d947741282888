import type { HttpContext } from '@adonisjs/core/http'
import { computedAmong, computedOf, computedRows, storedRows, valuesOf } from '../computed_now.ts'
import type { Draft } from '../drafts.ts'
import { typedValues, type FieldTexts } from '../field_texts.ts'
import type { FormData, Row } from '../form_reader.ts'
import { computedCell } from './draw_cell.ts'
import { cellsOf, lineKey, linesIn, type Line } from './line_texts.ts'
import { writtenFields, type LinesPlan } from './lines_plan.ts'

/** Rows with the computed cells of the lines of which these texts stand in a form, by their keys. */
export async function computedLines(
  ctx: HttpContext,
  plans: ReadonlyMap<string, LinesPlan>,
  data: FormData,
  texts: FieldTexts
): Promise<Map<string, Row>> {
  const found = new Map<string, Row>()
  for (const [name, plan] of plans) {
    const names = [...computedAmong(plan.editable ?? new Map()).keys()]
    if (names.length === 0) continue
    const stored = new Map(data.lines.get(name)?.rows.map((row) => [String(row.id), row]))
    const lines = linesIn(new Map([[name, plan]]), texts)
    const written = writtenFields(plan)
    const standing = lines.map((line) => ({
      stored: stored.get(line.id) ?? null,
      typed: typedValues(written, cellsOf(line, texts), ctx.asker.timeZone),
    }))
    const rows = await computedRows(ctx, plan.target, names, standing)
    for (const [index, { key }] of lines.entries()) found.set(key, rows[index]!)
  }
  return found
}

type DraftedLine = Pick<Draft, 'record' | 'line'> & { touched: readonly string[] }

/**
 * Computed cells of lines as they stand in a form, those that are made of what was touched, by their
 * keys. What they look at is read at once for all lines of a one2many.
 */
export async function drawComputedCells(
  ctx: HttpContext,
  drafts: readonly DraftedLine[]
): Promise<[key: string, html: string][]> {
  const ofLines = drafts.filter((draft): draft is DraftedLine & { line: Line } => !!draft.line)
  const drawn: [string, string][] = []
  for (const [plan, group] of Map.groupBy(ofLines, ({ line }) => line.plan)) {
    const touched = new Set(group.flatMap((draft) => draft.touched))
    const names = [...computedOf(computedAmong(plan.editable!), touched).keys()]
    if (names.length === 0) continue
    const records = group.map(({ record }) => record)
    const stored = await storedRows(ctx, plan.target, records, names)
    const rows = await computedRows(
      ctx,
      plan.target,
      names,
      records.map((record) => ({
        stored: stored.get(record.id) ?? null,
        typed: valuesOf(record, names),
      }))
    )
    for (const [index, { line }] of group.entries()) {
      for (const name of names) {
        const key = lineKey(line.name, line.id, name)
        drawn.push([key, computedCell(key, plan.target, name, rows[index]!, ctx)])
      }
    }
  }
  return drawn
}
