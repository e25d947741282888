import { importsOf, targetOf, type Door, type Import } from './source.ts'

/** What a module shows to those that depend on it. */
const SHARED = /^(models|views|letters)\/|^(access|dashboard)$/

/** Packages that lead to the data or out of the machine past the host. */
const DRIVERS = ['pg', 'knex', 'bullmq', 'ioredis', '@adonisjs/lucid', '@adonisjs/redis']

/** The module that a file belongs to; null for files of the host and for tests. */
export function moduleOf(path: string): { root: string; name: string } | null {
  const match = /^(modules|addons)\/([^/]+)\/(?!tests\/)/.exec(path)
  return match && { root: match[1]!, name: match[2]! }
}

/** The names of other modules that a file imports from. */
export function modulesImported(path: string, imports: readonly Import[]): string[] {
  const own = moduleOf(path)
  const targets = imports.map(({ specifier }) => targetOf(path, specifier) ?? '')
  const names = targets.map((target) => moduleOf(`${target}/`)?.name)
  return [...new Set(names.filter((name) => name !== undefined && name !== own?.name))] as string[]
}

/** Modules import the host's face, what their dependencies show, their own files, and packages. */
export function modulesInside(dependsOf: (module: string) => readonly string[]): Door {
  return {
    name: 'modules import #addon, what their dependencies show, and their own files',
    check: (source) => {
      const own = moduleOf(source.path)
      if (!own) return []
      const depends = dependsOf(own.name)
      return importsOf(source)
        .filter((each) => !isOpen(source.path, own, depends, each))
        .map(({ specifier }) => `${source.path}: ${specifier} is not open to ${own.name}`)
    },
  }
}

function isOpen(
  path: string,
  own: { root: string; name: string },
  depends: readonly string[],
  { specifier, typeOnly }: Import
): boolean {
  const target = targetOf(path, specifier)
  if (target === null) return typeOnly || !DRIVERS.some((name) => isOf(specifier, name))
  if (specifier === '#addon') return true
  const [top, name = '', ...rest] = target.split('/')
  if (specifier.startsWith('.')) return top === own.root && name === own.name
  return top === 'modules' && depends.includes(name) && SHARED.test(rest.join('/'))
}

function isOf(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`)
}
