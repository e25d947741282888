import type { Field } from '../../domains/fields.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import { formPlan } from '../form/form_plan.ts'
import type { LinesPlan } from '../form/lines/lines_plan.ts'

/** Between the name of a one2many and that of a field of its lines: `contacts/email`. */
const OF_LINE = '/'

export type LinesByName = ReadonlyMap<string, LinesPlan>

/** The one2manys that stand on the form of a screen as lines, as the asker may see and edit them. */
export function linesOfScreen(registry: Registry, asker: Asker, action: Action): LinesByName {
  return formPlan(registry, asker, action).lines
}

/** The fields of a record and, after them, those of its lines by names such as `contacts/email`. */
export function withLineFields(
  own: ReadonlyMap<string, Field>,
  lines: LinesByName,
  fieldsOf: (plan: LinesPlan) => ReadonlyMap<string, Field>
): Map<string, Field> {
  const all = new Map(own)
  for (const [name, plan] of lines) {
    const title = plan.field.options.label
    for (const [column, field] of fieldsOf(plan)) {
      if (column === plan.field.inverse) continue
      const label = `${title} ${OF_LINE} ${field.options.label}`
      const options = { ...field.options, label, required: false }
      all.set(lineName(name, column), { ...field, options })
    }
  }
  return all
}

export function lineName(lines: string, column: string): string {
  return lines + OF_LINE + column
}

/** The name of the id of a line. */
export function idOfLine(lines: string): string {
  return lineName(lines, 'id')
}

/** The one2many and the field that a name such as `contacts/email` means; no lines for own fields. */
export function lineParts(name: string): { lines: string | null; column: string } {
  const at = name.indexOf(OF_LINE)
  return at < 0
    ? { lines: null, column: name }
    : { lines: name.slice(0, at), column: name.slice(at + OF_LINE.length) }
}

/** The lines of which fields are among some names. */
export function linesAmong(names: readonly (string | null)[], lines: LinesByName): LinesByName {
  const asked = new Set(names.map((name) => name && lineParts(name).lines))
  return new Map([...lines].filter(([name]) => asked.has(name)))
}
