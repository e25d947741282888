import { readdir, realpath, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Saying } from '../domains/errors.ts'
import { causeOf, reason, reasons } from '../domains/reasons.ts'
import { manifestFaults, type ModuleManifest } from './manifest.ts'
import { dependencyOrder } from './graph.ts'

/** A module that lies on disk and says who it is. */
export interface DiscoveredModule {
  manifest: ModuleManifest
  /** Absolute path of its folder, of the real one where a link leads to it. */
  path: string
  /** It comes with Tatami: it lies in the first of the folders, `modules`. */
  isShipped: boolean
}

/** A module that cannot be opened, and why, in words for administrators. */
export interface ModuleFault {
  name: string
  path: string
  reason: Saying
}

/** What lies on disk: modules with dependencies first, and those that cannot be opened. */
export interface Discovery {
  modules: DiscoveredModule[]
  faults: ModuleFault[]
}

/**
 * The folders in which modules are looked for: `modules`, `addons`, and the directories of
 * `ADDONS_PATH` (separated as in PATH).
 */
export function moduleRoots(appRoot: string, addonsPath: string | undefined): string[] {
  const others = (addonsPath ?? '').split(delimiter).filter(Boolean)
  return [join(appRoot, 'modules'), join(appRoot, 'addons'), ...others.map((path) => resolve(path))]
}

/**
 * Reads the manifest of every module in the given folders. A faulty manifest, a missing
 * dependency, a cycle or a name that is taken becomes a fault; the others are not affected.
 */
export async function discoverModules(roots: readonly string[]): Promise<Discovery> {
  const found = new Map<string, DiscoveredModule>()
  const faults: ModuleFault[] = []
  for (const root of roots) {
    for (const folder of await foldersOf(root)) {
      const path = await realpath(join(root, folder))
      const taken = found.get(folder)
      if (taken) {
        faults.push({ name: folder, path, reason: reason('nameTaken', { path: taken.path }) })
        continue
      }
      const result = await readManifest(path, folder)
      if ('key' in result) faults.push({ name: folder, path, reason: result })
      else found.set(folder, { manifest: result, path, isShipped: root === roots[0] })
    }
  }
  const order = dependencyOrder(
    [...found.values()].map(({ manifest }) => manifest),
    new Set(faults.map(({ name }) => name))
  )
  for (const [name, why] of order.faults) {
    faults.push({ name, path: found.get(name)!.path, reason: why })
  }
  return { modules: order.sorted.map(({ name }) => found.get(name)!), faults }
}

async function foldersOf(root: string): Promise<string[]> {
  if (!existsSync(root)) return []
  const names = await readdir(root)
  return names.filter((name) => existsSync(join(root, name, 'module.ts'))).sort()
}

/** The address carries the time of the file, so that a changed manifest is read again. */
async function readManifest(path: string, folder: string): Promise<ModuleManifest | Saying> {
  try {
    const file = join(path, 'module.ts')
    const { mtimeMs } = await stat(file)
    const { default: manifest } = await import(`${pathToFileURL(file).href}?written=${mtimeMs}`)
    const faults = manifestFaults(manifest, folder)
    return faults.length > 0 ? reason('faultyManifest', { faults: reasons(faults) }) : manifest
  } catch (error) {
    return reason('manifestNotLoaded', { cause: causeOf(error) })
  }
}
