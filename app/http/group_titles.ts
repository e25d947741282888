import type { Field } from '../domains/fields.ts'
import type { Registry } from '../modules/registry.ts'

/** A field of access groups with their titles as its options; any other field as it is. */
export function withGroupTitles(registry: Registry, field: Field): Field {
  if (field.kind !== 'groups') return field
  const { access } = registry
  const groups = [...access.groups.values()].filter(
    ({ name, ofPlatform }) =>
      !ofPlatform && !(field.options.exceptAdministrators && access.makesAdministrators(name))
  )
  const titles = groups.map(({ name, title }) => [name, title])
  return { ...field, options: { ...field.options, options: Object.fromEntries(titles) } }
}
