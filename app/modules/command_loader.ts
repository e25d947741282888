import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FsLoader, type BaseCommand } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'
import app from '@adonisjs/core/services/app'
import { moduleRoots } from './discovery.ts'

/** Finds the commands in the `commands` folder of every module. */
const loaders = moduleRoots(app.makePath(), process.env.ADDONS_PATH)
  .filter(existsSync)
  .flatMap((root) => readdirSync(root).map((folder) => join(root, folder, 'commands')))
  .filter(existsSync)
  .map((folder) => new FsLoader<typeof BaseCommand>(folder))

export async function getMetaData(): Promise<CommandMetaData[]> {
  const lists = await Promise.all(loaders.map((loader) => loader.getMetaData()))
  return lists.flat()
}

export async function getCommand(metaData: CommandMetaData): Promise<typeof BaseCommand | null> {
  for (const loader of loaders) {
    const own = await loader.getMetaData()
    if (own.some(({ commandName }) => commandName === metaData.commandName)) {
      return loader.getCommand(metaData)
    }
  }
  return null
}
