import type { HttpContext } from '@adonisjs/core/http'
import type { Field, One2Many } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { NamedPrintout } from '../../views/printouts/declaration.ts'
import type { FormPlan } from '../form/form_plan.ts'
import { linesPlan, type LinesPlan } from '../form/lines/lines_plan.ts'
import { withGroupTitles } from '../group_titles.ts'

/** The printouts about records of a model that the asker may print. */
export function printoutsOf(
  { registry, asker }: HttpContext,
  model: typeof Model
): NamedPrintout[] {
  return registry
    .printoutsOf(model)
    .filter(({ groups }) => groups.length === 0 || groups.some((name) => asker.groups.has(name)))
}

/** What a printout reads of a record, as far as the asker may see it. */
export function printoutPlan({ registry, asker }: HttpContext, printout: NamedPrintout): SheetPlan {
  const { model } = printout
  const { access } = registry
  const sees = (name: string) => access.allowsField(asker, model, name)
  const fields = printout.fields
    .filter(sees)
    .map((name): [string, Field] => [name, withGroupTitles(registry, model.allFields[name]!)])
  const lines = Object.entries(printout.lines).flatMap(([name, items]): [string, LinesPlan][] => {
    const field = model.allFields[name] as unknown as One2Many<typeof Model>
    if (!sees(name) || !access.allowsField(asker, field.target(), field.inverse)) return []
    return [[name, linesPlan(registry, asker, field, { kind: 'lines', name, items })]]
  })
  return { model, fields: new Map(fields), lines: new Map(lines), conditions: null }
}

/** What is read of a record to print it. */
export type SheetPlan = Pick<FormPlan, 'model' | 'fields' | 'lines' | 'conditions'>
