import { readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { FsLoader } from '@adonisjs/core/ace'
import type { BaseCommand } from '@adonisjs/core/ace'
import app from '@adonisjs/core/services/app'
import { moduleRoots } from './discovery.ts'

/** Finds the commands in the `commands` folder of every module. */
function loaders() {
  return moduleRoots(app.makePath(), process.env.ADDONS_PATH)
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root).map((folder) => join(root, folder, 'commands')))
    .filter((folder) => existsSync(folder))
    .map((folder) => new FsLoader<typeof BaseCommand>(folder))
}

export async function getMetaData() {
  const lists = await Promise.all(loaders().map((loader) => loader.getMetaData()))
  return lists.flat()
}

export async function getCommand(metaData: { commandName: string }) {
  for (const loader of loaders()) {
    const known = await loader.getMetaData()
    const found = known.find(({ commandName }) => commandName === metaData.commandName)
    if (found) return loader.getCommand(found)
  }
  return null
}
