import type { Who } from '../identity/who.ts'
import type { Registry } from '../modules/registry.ts'

const implied = new WeakMap<Registry, Map<string, ReadonlySet<string>>>()

/** The groups with all that they imply; worked out once for each set of groups and registry. */
export function impliedGroupsOf(
  registry: Registry,
  { groups: given, user }: Who
): ReadonlySet<string> {
  const isPlatformAdministrator = user?.isPlatformAdministrator ?? false
  let sets = implied.get(registry)
  if (!sets) implied.set(registry, (sets = new Map()))
  const key = `${isPlatformAdministrator} ${[...given].sort().join(' ')}`
  let groups = sets.get(key)
  if (!groups) sets.set(key, (groups = registry.access.imply(given, isPlatformAdministrator)))
  return groups
}
