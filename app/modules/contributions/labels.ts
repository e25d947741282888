import type { Model } from '../../models/model.ts'
import type { Detail } from './contribution.ts'

/** What people call the fields that stand in the names of details, by the names of the fields. */
export function labelsIn(
  { ownFields }: typeof Model,
  details: readonly Pick<Detail, 'name'>[]
): Record<string, string> | undefined {
  const parts = new Set(details.flatMap(({ name }) => name.split(BETWEEN)))
  const labels = Object.entries(ownFields)
    .filter(([name, { options }]) => parts.has(name) && options.label !== name)
    .map(([name, { options }]): [string, string] => [name, options.label])
  return labels.length > 0 ? Object.fromEntries(labels) : undefined
}

/** What stands between the parts of the name of a detail. */
export const BETWEEN = ' › '
