import { basename, join } from 'node:path'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Migration } from '../models/migration.ts'
import type { DiscoveredModule } from './discovery.ts'

type MigrationClass = new (client: TransactionClientContract, file: string) => Migration

/**
 * Brings the schema of one module up to date inside the given transaction of the owner and
 * records what was run. Returns the names of the migrations that ran.
 */
export async function migrateModule(
  owner: TransactionClientContract,
  module: DiscoveredModule
): Promise<string[]> {
  const { name } = module.manifest
  const done = new Set<string>(
    (await owner.from('app.module_migrations').where('module', name).select('name')).map(
      (row: { name: string }) => row.name
    )
  )
  const pending = (await migrationFiles(module)).filter((file) => !done.has(migrationName(file)))
  for (const file of pending) {
    const { default: Step } = (await import(pathToFileURL(file).href)) as {
      default: MigrationClass
    }
    await new Step(owner, file).execUp()
    await owner.table('app.module_migrations').insert({ module: name, name: migrationName(file) })
  }
  return pending.map(migrationName)
}

/** The module's migration files in the order of their names. */
export async function migrationFiles(module: DiscoveredModule): Promise<string[]> {
  const folder = join(module.path, 'migrations')
  if (!existsSync(folder)) return []
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  return files.map((file) => join(folder, file))
}

function migrationName(file: string): string {
  return basename(file, '.ts')
}
