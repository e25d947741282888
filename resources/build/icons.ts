import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { lucideDrawing, lucideNames } from '../../app/views/lucide.ts'

/** Files whose lines may name an icon, relative to the application root. */
const sources = ['resources/views/**/*.edge', 'app/**/*.ts']

const quotedName = /(['"`])([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\1/g
const certainIcon = /\bicon\b(?:\(|\s*[:=]\s*)(['"`])([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\1/gi

/**
 * The icons that the product names. A quoted word counts when it stands on a line that speaks of
 * an icon and Lucide has one of that name. `unknown` holds the names that were certainly meant as
 * icons, as in `icon: 'x'` or `icon('x')`, but that Lucide does not have, each with its file.
 */
export function findIcons(root: string, addonFolders: string[] = []) {
  const known = lucideNames()
  const used = new Set(['box'])
  const unknown = new Map<string, string>()

  for (const file of sourceFiles(root, addonFolders)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (!/icon/i.test(line)) continue
      for (const [, , name] of line.matchAll(quotedName)) if (known.has(name)) used.add(name)
      for (const [, , name] of line.matchAll(certainIcon)) {
        if (!known.has(name)) unknown.set(name, file)
      }
    }
  }

  return { used: [...used].sort(), unknown }
}

/** One SVG with a `<symbol>` for each icon, to be used by `<use href="…#name">`. */
export function buildSprite(names: string[]) {
  const symbols = names.map(
    (name) => `<symbol id="${name}" viewBox="0 0 24 24">${lucideDrawing(name)}</symbol>`
  )
  return `<!-- Icons from Lucide, ISC licence. -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`
}

function sourceFiles(root: string, addonFolders: string[]) {
  const own = sources.flatMap((pattern) => filesOf(root, pattern))
  const ofModules = ['modules', 'addons', ...addonFolders]
    .map((folder) => resolve(root, folder))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .flatMap((module) => filesOf(module, '**/*.{ts,edge}'))
  return [...own, ...ofModules]
}

function filesOf(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder })
    .filter((file) => !/(^|\/)(node_modules|tests)\//.test(file))
    .map((file) => join(folder, file))
}
