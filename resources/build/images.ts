import { readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import type { Plugin } from 'vite'
import vite from '../../config/vite.ts'
import { buildSprite, findIcons } from './icons.ts'

/**
 * Vite plugin: writes the favicon and the sprite of all icons that views and modules name, and warns
 * of names that Lucide does not have. Folders of `ADDONS_PATH` are searched too.
 */
export function images(): Plugin {
  return {
    name: 'tatami:images',
    apply: 'build',
    buildStart() {
      const addonFolders = (process.env.ADDONS_PATH ?? '').split(delimiter).filter(Boolean)
      const { used, unknown } = findIcons(process.cwd(), addonFolders)
      for (const [name, file] of unknown) {
        this.warn(`Lucide has no icon "${name}" (${file}). "box" is shown instead.`)
      }

      const emit = (name: string, source: string) =>
        this.emitFile({ type: 'asset', name, originalFileName: name, source })
      emit(vite.sprite, buildSprite(used))
      emit(vite.favicon, readFileSync('resources/images/favicon.svg', 'utf8'))
    },
  }
}
