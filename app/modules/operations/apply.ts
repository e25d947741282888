import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { reason } from '../../domains/reasons.ts'
import { keepContributions } from '../contributions/kept_contributions.ts'
import type { LoadedModule } from '../loader.ts'
import { migrateModule, migrationNames } from '../migrate.ts'
import { shipData } from '../ship_data.ts'
import { archiveModule } from './archive.ts'
import { E_CANNOT_OPERATE } from './errors.ts'
import type { Operation } from './operation.ts'
import type { Recorder } from './recorder.ts'
import { findArchive, purgeArchive, restoreModule } from './restore.ts'

/** What one operation needs: the owner's transaction, what watches it, and the module if it is on disk. */
export interface Workplace {
  transaction: TransactionClientContract
  recorder: Recorder
  module: LoadedModule | undefined
}

/** Does one operation inside the given transaction. The same steps are a rehearsal and the act. */
export async function applyOperation(operation: Operation, place: Workplace): Promise<void> {
  place.recorder.beginOperation(operation)
  await steps[operation.kind](operation, place)
}

const steps: Record<Operation['kind'], (it: Operation, place: Workplace) => Promise<unknown>> = {
  install,
  restore: install,
  upgrade: (_, place) => bringUp(place),
  enable: (_, place) => bringUp(place),
  disable: ({ module }, { recorder }) => setState(module, 'disabled', recorder),
  uninstall: async ({ module }, { recorder }) => {
    await archiveModule(module, recorder)
    await setState(module, 'archived', recorder)
    await recorder.run('delete from app.module_contributions where module = $1', [module])
  },
  purge: async ({ module, archive: number }, { recorder }) => {
    const archive = await findArchive(recorder.look, module, number)
    if (!archive) throw new E_CANNOT_OPERATE(reason('noArchive', { module }))
    await purgeArchive(archive, recorder)
    await recorder.run(
      `update app.modules set state = 'absent', updated_at = now() where name = $1
         and state = 'archived' and not exists (select from app.module_archives where module = $1)`,
      [module]
    )
  },
}

async function install(operation: Operation, place: Workplace) {
  const { recorder, module } = place
  if (operation.kind === 'restore' || !operation.fresh) {
    const archive = await findArchive(recorder.look, operation.module, operation.archive)
    if (archive) {
      const known = await migrationNames(module!)
      const newer = archive.migrations.find((name) => !known.includes(name))
      if (newer) {
        throw new E_CANNOT_OPERATE(
          reason('archiveNewer', {
            archive: String(archive.id),
            module: archive.module,
            version: archive.version,
            migration: newer,
            files: module!.manifest.version,
          })
        )
      }
      await restoreModule(archive, recorder)
    } else if (operation.kind === 'restore') {
      throw new E_CANNOT_OPERATE(reason('noArchive', { module: operation.module }))
    }
  }
  await bringUp(place)
}

/**
 * Runs the migrations that have not run, ships the module's records, and notes the module as
 * installed, in its version and with what that brings.
 */
async function bringUp({ transaction, recorder, module }: Workplace) {
  const { manifest } = module!
  const { name } = manifest
  await migrateModule(transaction, module!, recorder, async () => {
    const effects = await shipData(module!, recorder)
    recorder.shipped.push(...effects.map((effect) => ({ module: name, ...effect })))
  })
  await recorder.run(
    `insert into app.modules (name, version, state, title, depends) values ($1, $2, 'installed', $3, $4)
     on conflict (name) do update set version = excluded.version, state = excluded.state,
       title = excluded.title, depends = excluded.depends, updated_at = now()`,
    [manifest.name, manifest.version, manifest.title, manifest.depends]
  )
  await keepContributions(module!, recorder)
}

function setState(name: string, state: 'disabled' | 'archived', { run }: Recorder) {
  return run('update app.modules set state = $2, updated_at = now() where name = $1', [name, state])
}
