import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'

/** A node of the dependency graph. */
interface Dependent {
  name: string
  depends: readonly string[]
}

/** The modules that can be opened, dependencies first, and the reason for each that cannot. */
export interface Order<T> {
  sorted: T[]
  faults: Map<string, Saying>
}

/**
 * Sorts modules so that each comes after those it depends on; equals by name. A module whose
 * dependency is missing, faulty or leads back to itself is left out with the reason. `faulty` are
 * the names of modules that are there but cannot be opened.
 */
export function dependencyOrder<T extends Dependent>(
  modules: readonly T[],
  faulty: ReadonlySet<string> = new Set()
): Order<T> {
  const byName = new Map(modules.map((module) => [module.name, module]))
  const faults = new Map<string, Saying>()
  const sorted: T[] = []
  const done = new Set<string>()

  const visit = (module: T, trail: string[]): boolean => {
    if (done.has(module.name)) return true
    if (faults.has(module.name)) return false
    if (trail.includes(module.name)) {
      const cycle = [...trail.slice(trail.indexOf(module.name)), module.name]
      const why = reason('cycle', { cycle: cycle.join(' → ') })
      for (const name of cycle) faults.set(name, why)
      return false
    }
    for (const name of [...module.depends].sort()) {
      const dependency = byName.get(name)
      if (!dependency) {
        const key = faulty.has(name) ? 'needsClosed' : 'needsMissing'
        faults.set(module.name, reason(key, { name }))
        return false
      }
      if (!visit(dependency, [...trail, module.name])) {
        if (!faults.has(module.name)) faults.set(module.name, reason('needsClosed', { name }))
        return false
      }
    }
    done.add(module.name)
    sorted.push(module)
    return true
  }

  for (const module of [...modules].sort((a, b) => a.name.localeCompare(b.name))) visit(module, [])
  return { sorted, faults }
}
