import { columnOf } from '#app/domains/fields'
import type { Model } from '#app/models/model'
import type { LoadedModule } from '#app/modules/loader'

/** Every field that the models declare. */
export function fieldsOf(given: readonly (typeof Model)[]) {
  return given.flatMap((model) =>
    Object.entries(model.ownFields).map(([name, field]) => ({
      model,
      name,
      field,
      column: columnOf(name, field),
    }))
  )
}

/** Fields that the module adds to models of others. */
export function addedBy({ extensions }: LoadedModule) {
  const added = extensions.flatMap((file) =>
    file.extensions.filter((extension) => extension.kind === 'fields')
  )
  return added.flatMap(({ model, fields }) =>
    Object.entries(fields).map(([name, field]) => ({ model, name, field }))
  )
}
