import i18nManager from '@adonisjs/i18n/services/main'
import { E_CANNOT_UNDO } from '../../access/undo/obstacles.ts'
import { Undo } from '../../access/undo/undo.ts'
import type { Environment } from '../../environment/environment.ts'
import { lockNames } from '../../environment/lock.ts'
import { defineJob, type CallContext } from '../../jobs/define.ts'
import { registryOfAsker } from '../../modules/job_environment.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { textsOf } from '../texts.ts'
import { ChunkImport, type ImportPlan } from './chunk_import.ts'
import type { ChunkResult } from './chunk_result.ts'
import { ImportStore, type StoredImport } from './import_store.ts'
import { E_UNREADABLE_FILE } from './read_rows.ts'
import { stageRows } from './stage.ts'

type Mode = 'test' | 'run' | 'undo'

const ATTEMPTS = 20

/** Takes back what a chunk of a test has done. */
class TestIsOver extends Error {
  readonly result: ChunkResult

  constructor(result: ChunkResult) {
    super('The test is over')
    this.result = result
  }
}

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
      const fault = (error as Error).message
      await context.inside(() => new ImportStore().change(importId, { fault, state: 'matching' }))
    }
  },
  async run({ importId, mode }, { environment }) {
    if (mode === 'undo') return undo(importId, environment)
    const store = new ImportStore()
    const { state } = await store.find(importId)
    if (state === 'matching') return
    await store.change(importId, { state: mode === 'test' ? 'tested' : 'done', fault: null })
  },
})

async function workThrough(importId: string, mode: 'test' | 'run', context: CallContext) {
  const { inside, signal } = context
  const seen = new Set<string>()
  await inside(async () => {
    await lockNames([`import ${importId}`])
    await stageRows(importId)
  })
  for (;;) {
    signal.throwIfAborted()
    const isMore = await inside((environment) => oneChunk(environment, importId, mode, seen))
    if (!isMore) return
  }
}

/** Works on the next chunk. Returns whether there was one. */
async function oneChunk(
  environment: Environment,
  importId: string,
  mode: 'test' | 'run',
  seen: Set<string>
): Promise<boolean> {
  await lockNames([`import ${importId}`])
  const store = new ImportStore()
  const what = mode === 'test' ? 'test' : 'result'
  const stored = await store.find(importId)
  const chunk = await store.next(importId, what)
  if (!chunk) return false
  const plan = await planOf(environment, stored, mode === 'test' ? seen : new Set())
  const run = () => new ChunkImport(plan).run(chunk.cells, chunk.firstRow)
  const result = mode === 'test' ? await tested(environment, run) : await run()
  await store.settle(importId, chunk.number, what, result)
  return true
}

async function tested(environment: Environment, run: () => Promise<ChunkResult>) {
  try {
    return await environment.savepoint(async () => {
      throw new TestIsOver(await run())
    })
  } catch (error) {
    if (error instanceof TestIsOver) return error.result
    throw error
  }
}

async function planOf(
  { asker }: Environment,
  { screen, settings, mapping }: StoredImport,
  seen: Set<string>
): Promise<ImportPlan> {
  const registry = await registryOfAsker(asker)
  const action = registry.actions.get(screen)
  if (!action || !registry.shows(asker, action)) throw new E_NOT_FOUND()
  const t = textsOf(i18nManager, asker.language)
  return { model: action.model, registry, settings, mapping, timeZone: asker.timeZone, t, seen }
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
