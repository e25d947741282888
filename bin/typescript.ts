import { existsSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const storage = resolve(import.meta.dirname, '..', process.env.STORAGE_PATH ?? 'storage')

/** Stripped and compiled sources are kept: the second start takes half the time of the first. */
enableCompileCache(join(storage, 'cache', 'compiled'))

/**
 * The project runs from its TypeScript sources: Node strips the types. AdonisJS asks for files
 * that it finds by itself (`adonisrc.js`, commands, configuration) by the names that they would
 * have after compilation; those names lead to the sources here.
 */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('file:') && specifier.endsWith('.js')) {
      const source = specifier.replace(/\.js$/, '.ts')
      if (!existsSync(fileURLToPath(specifier)) && existsSync(fileURLToPath(source))) {
        return next(source, context)
      }
    }
    return next(specifier, context)
  },
})
