import { INTERNAL } from '../../access/groups.ts'
import type { Asker } from '../../environment/scope.ts'
import type { Action, Registry } from '../../modules/registry.ts'

/** The screens whose records the asker may make reports of, one for each model, as in the menu. */
export function reportSources(registry: Registry, asker: Asker): Action[] {
  if (!asker.groups.has(INTERNAL)) return []
  const sources = new Map<Action['model'], Action>()
  for (const { action } of registry.menu.flatMap(({ entries }) => entries)) {
    if (action && !sources.has(action.model) && registry.shows(asker, action)) {
      sources.set(action.model, action)
    }
  }
  return [...sources.values()]
}
