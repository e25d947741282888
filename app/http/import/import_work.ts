import i18nManager from '@adonisjs/i18n/services/main'
import type { Environment } from '../../environment/environment.ts'
import { lockNames } from '../../environment/lock.ts'
import { registryOfAsker } from '../../modules/job_environment.ts'
import type { Registry } from '../../modules/registry.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { textsOf } from '../texts.ts'
import { linesAmong } from '../transfer/line_fields.ts'
import { ChunkImport } from './chunk_import.ts'
import type { ChunkResult } from './chunk_result.ts'
import { importableFields, importableLines } from './import_fields.ts'
import type { ImportPlan } from './import_plan.ts'
import { ImportStore, type Chunk, type StoredImport } from './import_store.ts'
import { RowReader, type Row } from './row_reader.ts'

/** Takes back what a chunk of a test has done. */
class TestIsOver extends Error {
  readonly result: ChunkResult

  constructor(result: ChunkResult) {
    super('The test is over')
    this.result = result
  }
}

/** The rows of a chunk that were read while the one before it was written. */
interface Ahead {
  number: number
  registry: Registry
  rows: Row[]
}

/** One worker's way through the chunks of an import. */
export class ImportWork {
  #importId: string
  #isTest: boolean
  #seen = new Set<string>()
  #made: Map<string, Set<string>> | null = null
  #ahead: Ahead | null = null

  constructor(importId: string, mode: 'test' | 'run') {
    this.#importId = importId
    this.#isTest = mode === 'test'
  }

  /**
   * Works on the next chunk, in a transaction of its own. While the database writes its records, the
   * cells of the chunk after it are read. Returns whether there was a chunk.
   */
  async next(environment: Environment): Promise<boolean> {
    await lockNames([`import ${this.#importId}`])
    const store = new ImportStore()
    const what = this.#isTest ? 'test' : 'result'
    const number = await store.nextNumber(this.#importId, what)
    if (number === null) return false
    if (this.#isTest) this.#made ??= await store.namesMade(this.#importId)
    const plan = await this.#plan(environment, await store.find(this.#importId))
    const reader = new RowReader(plan)
    const rows = await this.#rows(store, plan, reader, number)
    const following = await store.chunk(this.#importId, number + 1)
    const [result] = await Promise.all([
      this.#write(environment, new ChunkImport(plan, reader), rows),
      this.#readAhead(plan, reader, following),
    ])
    await store.settle(this.#importId, number, what, result)
    return true
  }

  async #rows(store: ImportStore, { registry }: ImportPlan, reader: RowReader, number: number) {
    const ahead = this.#ahead
    if (ahead?.number === number && ahead.registry === registry) return ahead.rows
    return reader.read((await store.chunk(this.#importId, number))!)
  }

  async #readAhead({ registry }: ImportPlan, reader: RowReader, chunk: Chunk | null) {
    this.#ahead = null
    if (!chunk) return
    this.#ahead = { number: chunk.number, registry, rows: await reader.read(chunk) }
  }

  async #write(environment: Environment, chunk: ChunkImport, rows: Row[]): Promise<ChunkResult> {
    if (!this.#isTest) return chunk.run(rows)
    try {
      return await environment.savepoint(async () => {
        throw new TestIsOver(await chunk.run(rows))
      })
    } catch (error) {
      if (error instanceof TestIsOver) return error.result
      throw error
    }
  }

  async #plan(
    { asker }: Environment,
    { screen, settings, mapping, meanings }: StoredImport
  ): Promise<ImportPlan> {
    const registry = await registryOfAsker(asker)
    const action = registry.actions.get(screen)
    if (!action || !registry.shows(asker, action)) throw new E_NOT_FOUND()
    const { model } = action
    const lines = linesAmong(mapping, importableLines(registry, asker, action))
    return {
      ...{ model, registry, settings, mapping, meanings, lines, timeZone: asker.timeZone },
      fields: importableFields(registry, model, lines),
      t: textsOf(i18nManager, asker.language),
      seen: this.#isTest ? this.#seen : new Set(),
      made: this.#made ?? new Map(),
    }
  }
}
