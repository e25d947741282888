import { reason } from '../domains/reasons.ts'
import type { DiscoveredModule, ModuleFault } from './discovery.ts'
import { isInForce, type ModuleRow } from './module_state.ts'
import { compareVersions, newerData } from './version.ts'

/**
 * The modules that are installed and can be opened, dependencies first, and why others that are
 * installed cannot: their data is newer than their files, or what they depend on is not open.
 */
export function openable<T extends DiscoveredModule>(
  loaded: readonly T[],
  rows: ReadonlyMap<string, ModuleRow>
): { modules: T[]; faults: ModuleFault[] } {
  const modules: T[] = []
  const faults: ModuleFault[] = []
  for (const module of loaded) {
    const { name, version, depends } = module.manifest
    const row = rows.get(name)
    if (!row || !isInForce(row)) continue
    const missing = depends.find((other) => !modules.some((each) => each.manifest.name === other))
    const why =
      compareVersions(row.version, version) > 0
        ? newerData(row.version, version)
        : missing && reason('needsOpen', { name: missing })
    if (why) faults.push({ name, path: module.path, reason: why })
    else modules.push(module)
  }
  return { modules, faults }
}
