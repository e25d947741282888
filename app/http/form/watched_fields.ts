import { Records } from '../../access/records.ts'
import { ModelCatalogue } from '../../models/catalogue.ts'
import type { Model } from '../../models/model.ts'
import type { Action, Registry } from '../../modules/registry.ts'
import type { FormPlan } from './form_plan.ts'
import { writtenFields, type LinesPlan } from './lines/lines_plan.ts'

type Watching = Pick<FormPlan, 'model' | 'lines'> & { fields: { has(name: string): boolean } }

/**
 * Where the browser asks what else changes in a form, and with which of its fields; null where nothing
 * does. Cells of lines are named by their column, `lines.price`; `lines` alone says that something comes
 * with a line that is begun, and `lines.*` that something hangs on which lines there are.
 */
export function changesOf(
  registry: Registry,
  { href }: Pick<Action, 'href'>,
  form: Watching,
  id: string | null
): string | null {
  const names = [
    ...new Set(
      [...watchedOf(form.model), ...readByComputed(form).map((path) => path.split('.')[0]!)].filter(
        (name) => form.fields.has(name)
      )
    ),
    ...[...form.lines].flatMap(([name, plan]) => watchedInLines(registry, form, name, plan)),
  ]
  const address = `${href}/changes${id ? `?record=${id}` : ''}`
  return names.length > 0 ? JSON.stringify({ href: address, names }) : null
}

function watchedInLines(
  { access }: Registry,
  form: Watching,
  name: string,
  plan: LinesPlan
): string[] {
  if (!plan.editable) return []
  const watched = watchedOf(plan.target)
  const written = writtenFields(plan)
  const summed = readByComputed(form)
    .map((path) => path.split('.') as [string, string?])
    .filter(([head]) => head === name)
    .map(([, column]) => column!)
  const ofCells = readByComputed({ model: plan.target, fields: plan.editable })
  const columns = [...watched, ...summed, ...ofCells.map((path) => path.split('.')[0]!)]
  const cells = [...new Set(columns)].filter((column) => written.has(column))
  const begins =
    watched.includes(plan.field.inverse) && new Records(plan.target, access).allows('create')
  return [
    ...cells.map((column) => `${name}.${column}`),
    ...(begins ? [name] : []),
    ...(summed.length > 0 ? [`${name}.*`] : []),
  ]
}

/** Fields with which others change. */
function watchedOf(model: typeof Model): string[] {
  const names = ModelCatalogue.inForce.onChangesOf(model).flatMap(({ fields }) => fields)
  return [...new Set(names)]
}

/** What the computed ones among some fields are made of: names of fields, and paths. */
function readByComputed({ model, fields }: Pick<Watching, 'model' | 'fields'>): string[] {
  return Object.entries(model.allFields)
    .filter(([name, { kind }]) => kind === 'computed' && fields.has(name))
    .flatMap(([, { options }]) => options.depends ?? [])
}
