import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { loaders } from '@adonisjs/i18n'
import type { Translations, LoaderFactory } from '@adonisjs/i18n/types'

/**
 * Reads the texts of the modules below some folders, those that have come to the disk since the last
 * time included: the texts of `locales/en/crm.json` are `crm.…`. A module whose texts cannot be read
 * goes without them.
 */
export function moduleTexts(roots: readonly string[]): LoaderFactory {
  return (config) => ({
    async load() {
      const all: Translations = {}
      for (const location of foldersBelow(roots)) {
        const reader = await loaders.fs({ location }).resolver(app)
        try {
          for (const [language, texts] of Object.entries(await reader(config).load())) {
            all[language] = { ...all[language], ...texts }
          }
        } catch (error) {
          const logger = await app.container.make('logger')
          logger.error({ err: error, location }, 'texts of a module cannot be read')
        }
      }
      return all
    },
  })
}

function foldersBelow(roots: readonly string[]): string[] {
  return roots
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root).map((module) => join(root, module, 'locales')))
    .filter((folder) => existsSync(folder))
}
