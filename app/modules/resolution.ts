import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { isAbsolute, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** What is resolved already, by checkout and folders. */
const known = new Set<string>()

/**
 * Lets modules import each other wherever they lie, and lets those outside the checkout (in
 * `ADDONS_PATH`, or behind a link) import `#addon` and the host's packages as those inside do: Node
 * resolves such names from the nearest package.json, which for them is not the host's, and knows
 * `#modules/…` only as the folder `modules`. Asked again for the same folders it does nothing.
 */
export function resolveForAddons(appRoot: string, roots: readonly string[]) {
  const key = JSON.stringify([appRoot, roots])
  if (known.has(key)) return
  known.add(key)
  const host = pathToFileURL(join(appRoot, 'adonisrc.ts')).href
  registerHooks({
    resolve(specifier, context, next) {
      const file = fileOfModule(specifier, roots)
      if (file) return next(pathToFileURL(file).href, context)
      const isPackage = !/^(\.{0,2}\/|file:|node:|data:)/.test(specifier)
      const parent = context.parentURL
      if (isPackage && parent?.startsWith('file:')) {
        const path = fileURLToPath(parent)
        if (!isInside(appRoot, path) && isOfModule(path, roots)) {
          return next(specifier, { ...context, parentURL: host })
        }
      }
      return next(specifier, context)
    },
  })
}

/** The file of `#modules/crm/models/contact` in the first folder that has the module. */
function fileOfModule(specifier: string, roots: readonly string[]): string | null {
  const [, name, rest] = /^#modules\/([^/]+)\/(.+)$/.exec(specifier) ?? []
  const root = name && roots.find((each) => existsSync(join(each, name, 'module.ts')))
  return root && rest ? join(root, name, `${rest}.ts`) : null
}

/** Whether a file lies in one of the folders, or in a folder that a link in one of them leads to. */
function isOfModule(path: string, roots: readonly string[]): boolean {
  if (/[\\/]node_modules[\\/]/.test(path)) return false
  return roots.some(
    (root) => isInside(root, path) || linkedFrom(root).some((to) => isInside(to, path))
  )
}

/** The folders that links in a folder lead to. */
function linkedFrom(root: string): string[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isSymbolicLink() && existsSync(join(root, entry.name, 'module.ts')))
    .map((entry) => realpathSync(join(root, entry.name)))
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}
