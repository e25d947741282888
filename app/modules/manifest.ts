import type { Saying } from '../domains/errors.ts'
import { reason } from '../domains/reasons.ts'

/** What a module says about itself; everything else the folder says. */
export interface ModuleManifest {
  /** The folder's name; may carry a hyphen (`vision-ai`). */
  name: string
  /** What people call it. */
  title: string
  /** Semantic version, `1.2.3`. */
  version: string
  category: string
  /** Name of an icon of lucide.dev. */
  icon: string
  summary: string
  /** Names of the modules that must be installed before this one. */
  depends: readonly string[]
  /** Address of its settings, one of its own menu: `/visits/settings`. Apps leads there. */
  settings?: string
}

/** Declares a module. The manifest is checked when the module is discovered. */
export function defineModule(manifest: ModuleManifest): ModuleManifest {
  return manifest
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** First parts of the host's own addresses; a module's screens are at `/<module>/…`. */
export const RESERVED = [
  'account',
  'activities',
  'api',
  'apps',
  'assets',
  'dashboards',
  'health',
  'hooks',
  'invitations',
  'keyboard',
  'login',
  'logout',
  'notifications',
  'password',
  'reports',
  'search',
]
const VERSION = /^\d+\.\d+\.\d+$/

/** Everything that is wrong with a manifest, a reason for each fault. */
export function manifestFaults(manifest: unknown, folder: string): Saying[] {
  if (typeof manifest !== 'object' || manifest === null) {
    return [reason('noManifest', { code: 'export default defineModule({ … })' })]
  }
  const given = manifest as Record<string, unknown>
  const faults: Saying[] = []
  for (const key of ['name', 'title', 'version', 'category', 'icon', 'summary']) {
    if (typeof given[key] !== 'string' || given[key] === '') {
      faults.push(reason('manifestLacks', { key }))
    }
  }
  if (typeof given.name === 'string' && given.name !== folder) {
    faults.push(reason('manifestName', { name: given.name, folder }))
  }
  if (!NAME.test(folder)) faults.push(reason('folderName', { folder }))
  if (RESERVED.includes(folder)) faults.push(reason('hostAddress', { folder }))
  if (typeof given.version === 'string' && !VERSION.test(given.version)) {
    faults.push(reason('versionForm', { version: given.version }))
  }
  const { depends, settings } = given
  if (settings !== undefined && !String(settings).startsWith(`/${folder}/`)) {
    faults.push(reason('settingsAddress', { folder }))
  }
  if (!Array.isArray(depends) || depends.some((name) => typeof name !== 'string')) {
    faults.push(reason('dependsList'))
  }
  return faults
}
