import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FsLoader, type BaseCommand } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'
import app from '@adonisjs/core/services/app'
import { moduleRoots } from './discovery.ts'
import { resolveForAddons } from './resolution.ts'

const roots = moduleRoots(app.makePath(), process.env.ADDONS_PATH)
resolveForAddons(app.makePath(), roots)

/** The `commands` folders of modules. */
const folders = roots
  .filter(existsSync)
  .flatMap((root) => readdirSync(root).map((name) => join(root, name, 'commands')))
  .filter(existsSync)

type Loader = FsLoader<typeof BaseCommand>

/** Loads the commands of every module, once. Those of a module that fails are left out and reported. */
const loading = Promise.all(
  folders.map(async (folder): Promise<{ loader: Loader; commands: CommandMetaData[] }> => {
    const loader: Loader = new FsLoader(folder)
    try {
      return { loader, commands: await loader.getMetaData() }
    } catch (error) {
      const name = basename(join(folder, '..'))
      process.stderr.write(
        `the commands of ${name} cannot be loaded: ${(error as Error).message}\n`
      )
      return { loader, commands: [] }
    }
  })
)

export async function getMetaData(): Promise<CommandMetaData[]> {
  return (await loading).flatMap(({ commands }) => commands)
}

export async function getCommand({
  commandName,
}: CommandMetaData): Promise<typeof BaseCommand | null> {
  for (const { loader, commands } of await loading) {
    const found = commands.find((each) => each.commandName === commandName)
    if (found) return loader.getCommand(found)
  }
  return null
}
