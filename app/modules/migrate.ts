import { basename, join } from 'node:path'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { BaseSchema } from '@adonisjs/lucid/schema'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { gaveWay } from '../environment/gave_way.ts'
import { reason } from '../domains/reasons.ts'
import type { Migration } from '../models/migration.ts'
import type { DiscoveredModule } from './discovery.ts'
import { E_FAULTY_FILE } from './errors.ts'
import type { Look } from './operations/catalogue.ts'
import { noteOwnership, type Run } from './operations/ownership.ts'
import { causeInFile } from './place.ts'

type MigrationClass = typeof Migration & {
  new (client: TransactionClientContract, file: string): Migration
}

interface Step {
  name: string
  file: string
  Step: MigrationClass
}

/**
 * Brings the schema of one module up to date inside the given transaction of the owner, records
 * what was run, and notes what the module owns from now on. `look` and `run` speak on the same
 * connection. `ship` brings the module's records, before the steps that clean up. Returns the names
 * of the migrations that ran.
 */
export async function migrateModule(
  owner: TransactionClientContract,
  module: DiscoveredModule,
  speaking: { look: Look; run: Run },
  ship: () => Promise<void>
): Promise<string[]> {
  const { name } = module.manifest
  const done = new Set(await migrationsDone(name, speaking.look))
  const pending = (await stepsOf(module)).filter((step) => !done.has(step.name))
  const cleanUp = pending.findLastIndex(({ Step }) => Step.when !== 'post') + 1
  const isFirst = done.size === 0
  const runAll = async (steps: readonly Step[]) => {
    for (const { name: step, file, Step } of steps) {
      const isAboutOldData = Step.when === 'pre' || Step.when === 'post'
      if (!isFirst || !isAboutOldData) {
        await named(module, step, () =>
          noteOwnership(name, speaking, () => new Step(owner, file).execUp().then(() => {}))
        )
      }
      await speaking.run('insert into app.module_migrations (module, name) values ($1, $2)', [
        name,
        step,
      ])
    }
  }
  await runAll(pending.slice(0, cleanUp))
  await ship()
  await runAll(pending.slice(cleanUp))
  if (pending.length > 0) await owner.rawQuery('select app.refresh_change_logs()')
  return pending.map((step) => step.name)
}

async function stepsOf(module: DiscoveredModule): Promise<Step[]> {
  const steps: Step[] = []
  for (const file of await migrationFiles(module)) {
    const name = migrationName(file)
    steps.push({ name, file, Step: await named(module, name, () => migrationIn(file)) })
  }
  return steps
}

async function migrationIn(file: string): Promise<MigrationClass> {
  const { default: Step } = (await import(pathToFileURL(file).href)) as { default?: MigrationClass }
  if (Step?.prototype instanceof BaseSchema) return Step
  throw new E_FAULTY_FILE(reason('noMigration'))
}

/** Does something with a migration. What it throws says which one it is, but for what may be tried again. */
async function named<T>(
  module: DiscoveredModule,
  name: string,
  work: () => Promise<T>
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (gaveWay(error)) throw error
    throw new E_FAULTY_FILE(causeInFile(module.path, `migrations/${name}.ts`, error), {
      cause: error,
    })
  }
}

/** The names of a module's migrations that have run. */
export async function migrationsDone(module: string, look: Look): Promise<string[]> {
  const rows = await look<{ name: string }>(
    'select name from app.module_migrations where module = $1',
    [module]
  )
  return rows.map(({ name }) => name)
}

/** The module's migration files in the order of their names. */
export async function migrationFiles(module: DiscoveredModule): Promise<string[]> {
  const folder = join(module.path, 'migrations')
  if (!existsSync(folder)) return []
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort()
  return files.map((file) => join(folder, file))
}

/** The names of the module's migrations on disk, in their order. */
export async function migrationNames(module: DiscoveredModule): Promise<string[]> {
  return (await migrationFiles(module)).map(migrationName)
}

function migrationName(file: string): string {
  return basename(file, '.ts')
}
