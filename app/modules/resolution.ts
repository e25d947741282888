import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { relative, isAbsolute } from 'node:path'

/**
 * Lets modules outside the checkout (`ADDONS_PATH`) import `#addon`, `#modules/…` and the host's
 * packages as those inside do: Node resolves such names from the nearest package.json, which for
 * them is not the host's.
 */
export function resolveForAddons(appRoot: string, addonRoots: readonly string[]) {
  const outside = addonRoots.filter((root) => !isInside(appRoot, root))
  if (outside.length === 0) return
  const host = new URL('adonisrc.ts', `file://${appRoot.endsWith('/') ? appRoot : `${appRoot}/`}`)
  registerHooks({
    resolve(specifier, context, next) {
      const isPackage = !/^(\.{0,2}\/|file:|node:|data:)/.test(specifier)
      const parent = context.parentURL
      if (isPackage && parent?.startsWith('file:')) {
        const path = fileURLToPath(parent)
        if (outside.some((root) => isInside(root, path))) {
          return next(specifier, { ...context, parentURL: host.href })
        }
      }
      return next(specifier, context)
    },
  })
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}
