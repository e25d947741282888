import { isStored, targetOf, type Field } from '#app/domains/fields'
import { isText } from '#app/domains/operators'
import type { Compute } from '#app/models/extension'
import type { Model } from '#app/models/model'
import { modelsWithin, reachOf, type Aspect } from './aspect.ts'
import { addedBy, fieldsOf } from './fields.ts'

interface Declared {
  model: typeof Model
  name: string
  field: Field
}

/** Every computed field is made by something, of stored fields that its module knows. */
export const computed: Aspect = {
  title: 'computes fields of stored ones',
  faults: (module, house) => {
    const declared: Declared[] = [...fieldsOf(module.models), ...addedBy(module)]
    const extending = module.extensions.flatMap(({ extensions }) =>
      extensions.filter((each) => each.kind === 'compute')
    )
    const computes = [...module.models.flatMap((model) => model.computes), ...extending]
    const isMade = ({ model, name }: Declared) =>
      computes.some((each) => each.model === model && each.field === name)
    const unmade = declared
      .filter((each) => each.field.kind === 'computed' && !isMade(each))
      .map(({ model, name }) => `${model.name}.${name} is computed by nothing`)
    const reachable = modelsWithin(reachOf(module, house))
    return [...unmade, ...computes.flatMap((each) => faultsOf(each, declared, reachable))]
  },
}

function faultsOf(
  { model, field, depends }: Compute,
  declared: readonly Declared[],
  reachable: ReadonlySet<typeof Model>
): string[] {
  const at = `${model.name}.${field}`
  const find = (of: typeof Model, name: string) =>
    declared.find((each) => each.model === of && each.name === name)?.field ?? of.allFields[name]
  const own = declared.find((each) => each.model === model && each.name === field)?.field
  if (own?.kind !== 'computed') return [`${at} is no computed field of the module`]
  const unknown = depends.flatMap((path) => {
    const [name, behind] = path.split('.') as [string, string?]
    const source = find(model, name)
    const unstored = [`${at} depends on "${path}", which is not stored`]
    const isLines = source?.kind === 'one2many' && behind !== undefined
    if (!source || !(isLines || isStored(source))) return unstored
    if (behind === undefined) return []
    if (!isLines && source.kind !== 'many2one') {
      return [`${at} depends on "${path}": "${name}" is no many2one or one2many`]
    }
    const target = targetOf(source) as typeof Model
    if (!reachable.has(target)) return [`${at} reads ${target.name}, which is out of reach`]
    const last = find(target, behind)
    return last && isStored(last) && last.kind !== 'many2one' ? [] : unstored
  })
  const ofTexts = depends.every((name) => isText(find(model, name)?.kind ?? ''))
  return own.options.search && !ofTexts
    ? [...unknown, `${at} is searched, and not made of own texts alone`]
    : unknown
}
