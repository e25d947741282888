/** A node of the dependency graph. */
interface Dependent {
  name: string
  depends: readonly string[]
}

/** The modules that can be opened, dependencies first, and the reason for each that cannot. */
export interface Order<T> {
  sorted: T[]
  faults: Map<string, string>
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
  const faults = new Map<string, string>()
  const sorted: T[] = []
  const done = new Set<string>()

  const visit = (module: T, trail: string[]): boolean => {
    if (done.has(module.name)) return true
    if (faults.has(module.name)) return false
    if (trail.includes(module.name)) {
      const cycle = [...trail.slice(trail.indexOf(module.name)), module.name]
      for (const name of cycle) faults.set(name, `dependency cycle: ${cycle.join(' → ')}`)
      return false
    }
    for (const name of [...module.depends].sort()) {
      const dependency = byName.get(name)
      if (!dependency) {
        const state = faulty.has(name) ? 'cannot be opened' : 'is not there'
        faults.set(module.name, `depends on "${name}", which ${state}`)
        return false
      }
      if (!visit(dependency, [...trail, module.name])) {
        if (!faults.has(module.name)) {
          faults.set(module.name, `depends on "${name}", which cannot be opened`)
        }
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
