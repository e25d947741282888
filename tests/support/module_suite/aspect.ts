import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from '#app/models/model'
import type { LoadedModule } from '#app/modules/loader'
import type { Source } from '../doors/source.ts'

/** All modules that can be opened, dependencies first. */
export type House = readonly LoadedModule[]

/** Something that must hold for every module. It returns a sentence for each fault. */
export interface Aspect {
  title: string
  faults: (module: LoadedModule, house: House) => string[]
}

/** The module with all that it depends on, directly or through others. */
export function reachOf(module: LoadedModule, house: House): LoadedModule[] {
  const found = new Set<LoadedModule>()
  const add = (each: LoadedModule) => {
    if (found.has(each)) return
    found.add(each)
    for (const name of each.manifest.depends) {
      const dependency = house.find((other) => other.name === name)
      if (dependency) add(dependency)
    }
  }
  add(module)
  return [...found]
}

export function modelsWithin(modules: readonly LoadedModule[]): Set<typeof Model> {
  return new Set(modules.flatMap(({ models }) => models))
}

/** The module's TypeScript files, as if it lay in `addons`; its tests are not among them. */
export function filesOf({ path, name }: LoadedModule): Source[] {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('tests/'))
    .map((file) => ({
      path: join('addons', name, file),
      text: readFileSync(join(path, file), 'utf8'),
    }))
}

/** What an exception says, or nothing where none is thrown. */
export function thrownBy(work: () => unknown): string | null {
  try {
    work()
    return null
  } catch (error) {
    return (error as Error).message
  }
}
