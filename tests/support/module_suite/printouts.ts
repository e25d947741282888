import { existsSync, readFileSync } from 'node:fs'
import { targetOf } from '#app/domains/fields'
import type { NamedPrintout } from '#app/views/printouts/declaration'
import type { Aspect } from './aspect.ts'

const fields: Aspect = {
  title: 'prints fields and lines that exist',
  faults: ({ printouts }) => printouts.flatMap(fieldFaults),
}

const templates: Aspect = {
  title: 'has a template for each printout, which needs nothing from elsewhere',
  faults: ({ printouts }) => printouts.flatMap(templateFaults),
}

/** What a module's printouts must be. */
export const printoutAspects: Aspect[] = [fields, templates]

function fieldFaults({ name, model, fields: asked, lines }: NamedPrintout): string[] {
  const { allFields } = model
  const unknown = (names: readonly string[], of: typeof allFields) =>
    names.filter((each) => !of[each]).map((each) => `printout ${name}: there is no "${each}"`)
  return [
    ...unknown(asked, allFields),
    ...Object.entries(lines).flatMap(([line, columns]) => {
      const field = allFields[line]
      if (field?.kind !== 'one2many') return [`printout ${name}: "${line}" has no lines`]
      return unknown(columns, targetOf(field).allFields)
    }),
  ]
}

function templateFaults({ name, template }: NamedPrintout): string[] {
  if (!existsSync(template)) return [`printout ${name}: there is no template ${template}`]
  const fetches = /#?(import|include)\s+"@/.test(readFileSync(template, 'utf8'))
  return fetches ? [`printout ${name}: its template imports a package`] : []
}
