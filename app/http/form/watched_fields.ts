import { Records } from '../../access/records.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import type { Model } from '../../models/model.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import type { FormPlan } from './form_plan.ts'
import { writtenFields, type LinesPlan } from './lines/lines_plan.ts'

type Watching = Pick<FormPlan, 'model' | 'lines'> & { fields: { has(name: string): boolean } }

/**
 * Where the browser asks what else changes in a form, and with which of its fields; null where nothing
 * does. Cells of lines are named by their column, `lines.price`, and `lines` alone says that something
 * comes with a line that is begun.
 */
export function changesOf(
  registry: Registry,
  { href }: Pick<Action, 'href'>,
  form: Watching,
  id: string | null
): string | null {
  const names = [
    ...new Set(
      [...watchedOf(form.model), ...readByComputed(form)].filter((name) => form.fields.has(name))
    ),
    ...[...form.lines].flatMap(([name, plan]) => watchedInLines(registry, name, plan)),
  ]
  const address = `${href}/changes${id ? `?record=${id}` : ''}`
  return names.length > 0 ? JSON.stringify({ href: address, names }) : null
}

function watchedInLines({ access }: Registry, name: string, plan: LinesPlan): string[] {
  if (!plan.editable) return []
  const watched = watchedOf(plan.target)
  const written = writtenFields(plan)
  const cells = watched.filter((column) => written.has(column))
  const begins =
    watched.includes(plan.field.inverse) && new Records(plan.target, access).allows('create')
  return [...cells.map((column) => `${name}.${column}`), ...(begins ? [name] : [])]
}

/** Fields with which others change. */
function watchedOf(model: typeof Model): string[] {
  const names = ModelCatalogue.inForce.onChangesOf(model).flatMap(({ fields }) => fields)
  return [...new Set(names)]
}

/** Fields of which computed fields of the form are made. */
function readByComputed({ model, fields }: Watching): string[] {
  return Object.entries(model.allFields)
    .filter(([name, { kind }]) => kind === 'computed' && fields.has(name))
    .flatMap(([, { options }]) => options.depends ?? [])
    .map((path) => path.split('.')[0]!)
}
