import i18nManager from '@adonisjs/i18n/services/main'
import { E_CANNOT_UNDO } from '../../access/undo/obstacles.ts'
import { Undo } from '../../access/undo/undo.ts'
import { said } from '../../domains/errors.ts'
import type { Environment } from '../../environment/environment.ts'
import { lockNames } from '../../environment/lock.ts'
import { defineJob, type CallContext } from '../../jobs/define.ts'
import { registryOfAsker } from '../../modules/job_environment.ts'
import { textsOf } from '../texts.ts'
import { ImportStore } from './import_store.ts'
import { ImportWork } from './import_work.ts'
import { stageRows } from './stage.ts'
import { E_UNREADABLE_FILE } from './unreadable_file.ts'

type Mode = 'test' | 'run' | 'undo'

/** Over about a quarter of an hour; what waits for a lock or for the database costs none. */
const ATTEMPTS = 10

/** In which state an import is left that cannot go on: rows that came in are not matched again. */
const STOPPED = { test: 'matching', run: 'done' } as const

/**
 * Works through an import, chunk by chunk. Each chunk is one transaction, in which its records are
 * written and what came of its rows; so whenever a worker dies, every row has been imported once or
 * is still to come, and another worker goes on after the last chunk.
 */
export const importJob = defineJob<{ importId: string; mode: Mode }>({
  name: 'transfer.import',
  attempts: ATTEMPTS,
  async call({ importId, mode }, context) {
    if (mode === 'undo') return
    try {
      await workThrough(importId, mode, context)
    } catch (error) {
      const isHopeless = error instanceof E_UNREADABLE_FILE || context.attempt >= ATTEMPTS
      if (!isHopeless || context.signal.aborted) throw error
      const stopped = { key: `ui.import.fault.${mode === 'test' ? 'stopped' : 'halted'}` }
      const saying = error instanceof E_UNREADABLE_FILE ? error.saying : stopped
      await context.inside(({ asker }) => {
        const fault = said(saying, textsOf(i18nManager, asker.language))
        return new ImportStore().change(importId, { fault, state: STOPPED[mode] })
      })
    }
  },
  async run({ importId, mode }, { environment }) {
    if (mode === 'undo') return undo(importId, environment)
    const store = new ImportStore()
    const { state } = await store.find(importId)
    if (state === STOPPED[mode]) return
    if (mode === 'test') await store.gatherUnclear(importId)
    await store.change(importId, { state: mode === 'test' ? 'tested' : 'done', fault: null })
  },
})

async function workThrough(importId: string, mode: 'test' | 'run', context: CallContext) {
  const { inside, signal } = context
  const work = new ImportWork(importId, mode)
  await inside(async () => {
    await lockNames([`import ${importId}`])
    await stageRows(importId)
  })
  for (;;) {
    signal.throwIfAborted()
    const isMore = await inside((environment) => work.next(environment))
    if (!isMore) return
  }
}

/** Takes the whole import back, or nothing of it. */
async function undo(importId: string, environment: Environment) {
  const store = new ImportStore()
  const registry = await registryOfAsker(environment.asker)
  const taking = new Undo(registry.access, registry.models)
  try {
    await environment.savepoint(async () => {
      for (const entry of await store.entries(importId)) {
        await taking.run(entry, { mayUndoOthers: false })
      }
    })
    await store.change(importId, { state: 'undone', fault: null })
  } catch (error) {
    if (!(error instanceof E_CANNOT_UNDO)) throw error
    const t = textsOf(i18nManager, environment.asker.language)
    const fault = t('ui.import.cannotUndo', { count: error.obstacles.length })
    await store.change(importId, { state: 'done', fault })
  }
}
