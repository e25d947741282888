import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../root.mjs'
import { StrippedSources } from './stripped_sources.mjs'

const cache = join(resolve(root, process.env.STORAGE_PATH ?? 'storage'), 'cache')
const sources = new StrippedSources(join(cache, 'stripped'))

/** Compiled sources are kept: the second start takes half the time of the first. */
enableCompileCache(join(cache, 'compiled'))

registerHooks({
  /**
   * AdonisJS asks for files that it finds by itself (`adonisrc.js`, commands, configuration) by the names that they
   * would have after compilation. Those names lead to the sources.
   */
  resolve(specifier, context, next) {
    if (specifier.startsWith('file:') && specifier.endsWith('.js')) {
      const source = specifier.replace(/\.js$/, '.ts')
      if (!existsSync(fileURLToPath(specifier)) && existsSync(fileURLToPath(source))) {
        return next(source, context)
      }
    }
    return next(specifier, context)
  },

  /**
   * Gives sources without their types. What Node strips types with stays in the memory of a process, about 25 MB of it,
   * so a process of its own does so, once for each source. Where it cannot, Node does, and says why.
   */
  load(url, context, next) {
    if (context.format !== 'module-typescript') return next(url, context)

    const path = fileURLToPath(url)
    const source = sources.read(path) ?? stripAndRead(path)
    return source === null ? next(url, context) : { format: 'module', source, shortCircuit: true }
  },
})

/** @param {string} path */
function stripAndRead(path) {
  const program = join(import.meta.dirname, 'strip.mjs')
  spawnSync(process.execPath, [program, sources.folder, path], { stdio: 'ignore' })
  return sources.read(path)
}
