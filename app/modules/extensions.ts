import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Saying } from '../domains/errors.ts'
import { causeOf, reason } from '../domains/reasons.ts'
import type { ModelExtension } from '../models/extension.ts'
import type { ViewExtension } from '../views/extension.ts'
import type { MenuExtension } from '../views/menus.ts'
import type { DiscoveredModule } from './discovery.ts'

export type Extension = ModelExtension | ViewExtension | MenuExtension

/** What one file in `extends/<module>/` brings, live while that module is installed. */
export interface ExtensionFile {
  /** The module that brings the file. */
  by: string
  /** The module that it extends. */
  module: string
  /** The file's path inside the module, such as `extends/crm/contact.ts`. */
  file: string
  extensions: readonly Extension[]
}

/** An extension that is skipped, with the reason. */
export interface ExtensionFault {
  by: string
  module: string
  file: string
  reason: Saying
}

const kinds = [
  'fields',
  'hook',
  'constraint',
  'on-change',
  'compute',
  'view-extension',
  'menu-extension',
]

/**
 * Imports the files of a module's folder `extends/` for each module that lies on disk. A file that
 * cannot be imported, or that brings nothing, is a fault and stops nothing else.
 */
export async function loadExtensions(
  { path, manifest }: DiscoveredModule,
  onDisk: ReadonlySet<string>
): Promise<{ files: ExtensionFile[]; faults: ExtensionFault[] }> {
  const files: ExtensionFile[] = []
  const faults: ExtensionFault[] = []
  for (const module of (await foldersIn(join(path, 'extends'))).filter((name) =>
    onDisk.has(name)
  )) {
    const folder = join('extends', module)
    for (const name of await filesIn(join(path, folder))) {
      const origin = { by: manifest.name, module, file: join(folder, name) }
      try {
        const exported = (await import(pathToFileURL(join(path, origin.file)).href)) as object
        const extensions = Object.values(exported).filter(isExtension)
        if (extensions.length > 0) files.push({ ...origin, extensions })
        else faults.push({ ...origin, reason: reason('noExtension') })
      } catch (error) {
        faults.push({ ...origin, reason: reason('notLoaded', { cause: causeOf(error) }) })
      }
    }
  }
  return { files, faults }
}

function isExtension(value: unknown): value is Extension {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    kinds.includes(String(value.kind))
  )
}

async function foldersIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return []
  const entries = await readdir(path, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

async function filesIn(path: string): Promise<string[]> {
  return (await readdir(path)).filter((file) => file.endsWith('.ts')).sort()
}
