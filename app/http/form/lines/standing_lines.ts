import { typedValues, type FieldTexts } from '../field_texts.ts'
import type { Row } from '../form_reader.ts'
import { cellsOf, isBlank, lineKey, linesIn, REMOVED } from './line_texts.ts'
import { writtenFields, type LinesPlan } from './lines_plan.ts'

/**
 * The lines of a one2many as they stand in a form, with those parts that are asked for; `saved` are
 * those that are stored. Nothing where they are not edited on the form.
 */
export type StandingLines = (
  name: string,
  parts: readonly string[],
  saved: readonly Row[]
) => readonly Row[] | undefined

/**
 * Lines as texts of a form say: those that are taken out are gone, new ones are there, and cells count
 * as they are typed. Lines that the form does not show count as they are saved.
 */
export function standingLines(
  plans: ReadonlyMap<string, LinesPlan>,
  texts: FieldTexts,
  timeZone: string
): StandingLines {
  return (name, parts, saved) => {
    const plan = plans.get(name)
    if (!plan?.editable) return undefined
    const written = writtenFields(plan)
    const fields = plan.target.allFields
    const lines = linesIn(new Map([[name, plan]]), texts)
    const known = new Map(lines.map((line) => [line.id, line]))
    const typed = (id: string) => {
      const line = known.get(id)
      return line ? typedValues(written, cellsOf(line, texts), timeZone) : {}
    }
    const begins = Object.fromEntries(parts.map((part) => [part, fields[part]!.options.default]))
    const stored = saved.map((row): Row => ({ ...row, ...typed(String(row.id)) }))
    const added = lines
      .filter((line) => line.isNew && !isBlank(line, texts))
      .map(({ id }): Row => ({ ...begins, ...typed(id), id }))
    return [...stored, ...added].filter(
      ({ id, active }) => active !== false && texts[lineKey(name, String(id))] !== REMOVED
    )
  }
}
